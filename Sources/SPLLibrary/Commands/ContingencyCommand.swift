package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct ContingencyCommand: Command {
  package static let documentation = CommandDocumentation(
    "contingency", "counttable", "ctable", kind: .transforming,
    syntax: """
      contingency [maxrows=<n>] [maxcols=<n>] [mincolcover=<n>] [minrowcover=<n>] \
      [usetotal=<bool>] [totalstr=<text>] <field> <field>
      """,
    summary: "Counts how often each value of one field occurs with each value of another.",
    examples: [#"| makeresults format=csv data="a,b\nx,1\nx,2" | contingency a b"#])

  private static let options = [
    "maxrows", "maxcols", "mincolcover", "minrowcover", "usetotal", "totalstr",
  ]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var table = ContingencyTable()
    var fields: [Word] = []
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        switch option.key {
        case "maxrows": table.maximumRows = try option.integer()
        case "maxcols": table.maximumColumns = try option.integer()
        case "mincolcover": table.columnCover = try option.fraction()
        case "minrowcover": table.rowCover = try option.fraction()
        case "usetotal": table.hasTotals = try option.boolean()
        case "totalstr": table.totalName = option.value.text
        default: throw call.unknownOption(option, among: options)
        }
      } else if let field = try scanner.word() {
        fields.append(field)
      } else {
        throw scanner.unexpectedArgument("a field")
      }
    }
    guard fields.count == 2 else {
      throw Diagnostic(
        .argumentCount, "`\(call.name)` takes two fields", at: call.nameSpan,
        label: "\(fields.count) given")
    }
    for field in fields where WildcardPattern(field.text).hasWildcard {
      throw Diagnostic(
        .invalidArgument, "`\(call.name)` takes two fields, without wildcards", at: field.span)
    }
    table.rowField = fields[0].text
    table.columnField = fields[1].text
    plan.append(.dataset(table))
  }
}

extension CommandOption {
  /// A share between 0 and 1.
  func fraction() throws(Diagnostic) -> Double {
    guard let number = NumberText.parse(value.text), (0...1).contains(number) else {
      throw Diagnostic(
        .invalidOptionValue, "option `\(name.text)` is a number between 0 and 1", at: value.span)
    }
    return number
  }

  /// A number above a bound.
  func number(above bound: Double) throws(Diagnostic) -> Double {
    guard let number = NumberText.parse(value.text), number > bound else {
      throw Diagnostic(
        .invalidOptionValue, "option `\(name.text)` is a number above \(NumberText.format(bound))",
        at: value.span)
    }
    return number
  }
}

/// A table of two fields: rows and columns by how often their values occur, most frequent first.
///
/// Source: Splunk Search Reference, `contingency`. Values beyond the limits, or beyond the share
/// that must be covered, are left out, of the totals as well.
struct ContingencyTable: DatasetTransform {
  var rowField = ""
  var columnField = ""
  /// 0: no limit.
  var maximumRows = 0
  var maximumColumns = 0
  var rowCover = 1.0
  var columnCover = 1.0
  var hasTotals = true
  var totalName = "TOTAL"

  var summary: String { "contingency of \(rowField) and \(columnField)" }
  var needsOrder: Bool { false }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { FieldNeeds([rowField, columnField]) }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    var counts: [String: [String: Int]] = [:]
    var columnCounts: [String: Int] = [:]
    let arena = Arena()
    for batch in batches {
      let (rows, columns) = (batch[rowField], batch[columnField])
      for row in 0..<batch.rowCount {
        for rowValue in rows[row].texts(in: arena) {
          let rowName = Self.name(rowValue)
          for columnValue in columns[row].texts(in: arena) {
            let columnName = Self.name(columnValue)
            counts[rowName, default: [:]][columnName, default: 0] += 1
            columnCounts[columnName, default: 0] += 1
          }
        }
      }
    }
    let rowCounts = counts.mapValues { $0.values.reduce(0, +) }
    let rows = chosen(rowCounts, maximumRows, rowCover)
    let columns = chosen(columnCounts, maximumColumns, columnCover)
    return [table(rows, columns, counts, arena)]
  }

  /// Source: Splunk Search Reference, `contingency`, empty values.
  private static func name(_ value: Bytes) -> String {
    value.count == 0 ? "EMPTY_STR" : value.string
  }

  private func chosen(_ counts: [String: Int], _ limit: Int, _ cover: Double) -> [String] {
    let sorted = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
    let all = Double(counts.values.reduce(0, +))
    var covered = 0
    var result: [String] = []
    for (value, count) in sorted {
      if limit > 0, result.count == limit { break }
      if Double(covered) >= cover * all { break }
      covered += count
      result.append(value)
    }
    return result
  }

  private func table(
    _ rows: [String], _ columns: [String], _ counts: [String: [String: Int]], _ arena: Arena
  ) -> Batch {
    func count(_ row: String, _ column: String) -> Int { counts[row]?[column] ?? 0 }
    let height = rows.count + (hasTotals ? 1 : 0)
    var result = Batch(rowCount: height)
    let names = rows + (hasTotals ? [totalName] : [])
    result.set(rowField, Column(names.map { .text(arena.store($0)) }, arenas: [arena]))
    func set(_ name: String, _ numbers: [Int]) {
      let all = numbers + (hasTotals ? [numbers.reduce(0, +)] : [])
      result.set(name, Column(all.map { .number(Double($0)) }, arenas: []))
    }
    for column in columns { set(column, rows.map { count($0, column) }) }
    if hasTotals {
      set(totalName, rows.map { row in columns.reduce(0) { $0 + count(row, $1) } })
    }
    return result
  }
}
