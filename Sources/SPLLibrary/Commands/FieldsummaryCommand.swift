package import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan
package import SPLSyntax

package struct FieldsummaryCommand: Command {
  package static let documentation = CommandDocumentation(
    "fieldsummary", kind: .transforming, syntax: "fieldsummary [maxvals=<n>] [<field>…]",
    summary: "Makes a row of each field: how often it occurs, its values and their statistics.",
    examples: [#"| makeresults format=csv data="n\n1\n2" | fieldsummary | table field count"#])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var most = 100
    var patterns: [WildcardPattern] = []
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        guard option.key == "maxvals" else { throw call.unknownOption(option, among: ["maxvals"]) }
        most = try option.integer()
      } else if let field = try scanner.word(stops: Set(",\"|".utf8)) {
        patterns.append(WildcardPattern(field.text))
      } else {
        throw scanner.unexpectedArgument("a field")
      }
    }
    plan.append(
      .dataset(FieldSummary(patterns: patterns.isEmpty ? nil : patterns, maximumValues: most)))
  }
}

/// One row a field with its statistics.
///
/// Ordering: fields by name; values by how often they occur, then by their text.
/// Source: Splunk Search Reference, `fieldsummary`.
struct FieldSummary: DatasetTransform {
  /// Nil: all fields but the internal ones.
  let patterns: [WildcardPattern]?
  let maximumValues: Int

  var summary: String { "summary of fields" }
  var needsOrder: Bool { false }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    patterns.map { FieldNeeds($0.map { $0.text }) } ?? .everything
  }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    var fields: OrderedSet<String> = []
    for batch in batches { fields.formUnion(batch.fields.filter { covers($0) }) }
    let summaries = fields.sorted().map { field in
      Summary(field, batches.map { $0[field] })
    }.filter { $0.count > 0 }
    let arena = Arena()
    var result = Batch(rowCount: summaries.count)
    func set(_ name: String, _ cell: (Summary) -> Cell) {
      result.set(name, Column(summaries.map(cell), arenas: [arena]))
    }
    func number(_ value: Double?) -> Cell { value.map { .number($0) } ?? .null }
    set("field") { .text(arena.store($0.field)) }
    set("count") { .number(Double($0.count)) }
    set("distinct_count") { .number(Double($0.values.count)) }
    // All values are counted here, however many there are.
    set("is_exact") { _ in .number(1) }
    set("max") { number($0.numbers.max()) }
    set("mean") { number($0.mean) }
    set("min") { number($0.numbers.min()) }
    set("numeric_count") { .number(Double($0.numbers.count)) }
    set("stdev") { number($0.deviation) }
    set("values") { .text(arena.store($0.listed(atMost: maximumValues))) }
    return [result]
  }

  private func covers(_ field: String) -> Bool {
    patterns.map { $0.contains { $0.coversField(field) } }
      ?? (!Batch.isHidden(field) && !field.hasPrefix("_"))
  }

  private struct Summary {
    let field: String
    var count = 0
    var numbers: [Double] = []
    var values: [String: Int] = [:]

    init(_ field: String, _ columns: [Column]) {
      self.field = field
      let arena = Arena()
      for column in columns {
        for row in 0..<column.count where !column[row].isNull {
          count += 1
          for text in column[row].texts(in: arena) {
            values[text.string, default: 0] += 1
            if let number = NumberText.parse(text) { numbers.append(number) }
          }
        }
      }
    }

    var mean: Double? {
      numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
    }

    var deviation: Double? {
      guard let mean else { return nil }
      guard numbers.count > 1 else { return 0 }
      let sum = numbers.reduce(0, +)
      let squares = numbers.reduce(0) { $0 + $1 * $1 }
      return (max(0, squares - sum * mean) / Double(numbers.count - 1)).squareRoot()
    }

    func listed(atMost limit: Int) -> String {
      let sorted = values.sorted { a, b in
        a.value != b.value ? a.value > b.value : a.key.utf8.lexicographicallyPrecedes(b.key.utf8)
      }
      let list = sorted.prefix(limit == 0 ? sorted.count : limit).map { value, count in
        JSONValue.object([
          (key: "value", value: .string(value)),
          (key: "count", value: .number(text: String(count), value: Double(count))),
        ])
      }
      return JSONValue.array(Array(list)).compactText
    }
  }
}
