package import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan
package import SPLSyntax

package struct CorrelateCommand: Command {
  package static let documentation = CommandDocumentation(
    "correlate", kind: .transforming, syntax: "correlate [type=cocur] [<field>…]",
    summary: "Tells for each two fields how often they occur in the same rows, from 0 to 1.",
    examples: [#"| makeresults format=json data="[{\"a\":1,\"b\":2},{\"a\":3}]" | correlate"#])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var fields: [String] = []
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        guard option.key == "type" else { throw call.unknownOption(option, among: ["type"]) }
        guard option.value.lowercased == "cocur" else {
          throw Diagnostic(
            .invalidOptionValue, "`type` is `cocur`, the only correlation there is",
            at: option.value.span)
        }
      } else if let field = try scanner.word() {
        fields.append(field.text)
      } else {
        throw scanner.unexpectedArgument("a field")
      }
    }
    plan.append(.dataset(Cooccurrence(fields: fields.isEmpty ? nil : fields)))
  }
}

/// A square table of fields: the rows that have both by the rows that have either.
///
/// Source: Splunk Search Reference, `correlate`; two decimals.
struct Cooccurrence: DatasetTransform {
  /// Nil: all fields but the internal ones.
  let fields: [String]?

  var summary: String { "co-occurrence of fields" }
  var needsOrder: Bool { false }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { fields.map { FieldNeeds($0) } ?? .everything }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    var found: OrderedSet<String> = []
    for batch in batches {
      found.formUnion(batch.fields.filter { !Batch.isHidden($0) && !$0.hasPrefix("_") })
    }
    let names = fields ?? found.sorted()
    var both = [[Int]](repeating: [Int](repeating: 0, count: names.count), count: names.count)
    for batch in batches {
      let columns = names.map { batch[$0] }
      for row in 0..<batch.rowCount {
        let present = columns.indices.filter { !columns[$0][row].isNull }
        for a in present { for b in present { both[a][b] += 1 } }
      }
    }
    let arena = Arena()
    var result = Batch(rowCount: names.count)
    result.set("RowField", Column(names.map { .text(arena.store($0)) }, arenas: [arena]))
    for (b, name) in names.enumerated() {
      let cells = names.indices.map { a -> Cell in
        let either = both[a][a] + both[b][b] - both[a][b]
        guard either > 0 else { return .null }
        let share = Double(both[a][b]) / Double(either)
        return .text(arena.store(Self.twoDecimals(share)))
      }
      result.set(name, Column(cells, arenas: [arena]))
    }
    return [result]
  }

  private static func twoDecimals(_ share: Double) -> String {
    let hundredths = Int((share * 100).rounded())
    return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
  }
}
