package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct TransposeCommand: Command {
  package static let documentation = CommandDocumentation(
    "transpose", kind: .dataset,
    syntax: """
      transpose [<n>] [column_name=<text>] [header_field=<field>] [include_empty=<bool>]
      """,
    summary: "Makes columns of the first rows (5; 0 for all), and rows of the columns.",
    examples: [#"| makeresults | eval host="a", n=1 | table host n | transpose"#])

  private static let options = ["column_name", "header_field", "include_empty"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var transposition = Transposition()
    while !scanner.isAtEnd {
      if let option = try scanner.option() {
        switch option.key {
        case "column_name": transposition.columnName = option.value.text
        case "header_field": transposition.headerField = option.value.text
        case "include_empty": transposition.includesEmpty = try option.boolean()
        default: throw call.unknownOption(option, among: options)
        }
      } else if let word = try scanner.word(), let count = Int(word.text), count >= 0 {
        transposition.rowLimit = count == 0 ? .max : count
      } else {
        throw scanner.unexpectedArgument("a number of rows or an option")
      }
    }
    plan.append(.dataset(transposition))
  }
}

struct Transposition: DatasetTransform {
  /// Source: Splunk Search Reference, `transpose`: five rows by default.
  var rowLimit = 5
  var columnName = "column"
  var headerField: String?
  var includesEmpty = true

  var summary: String {
    "transpose" + (rowLimit == .max ? "" : " \(rowLimit) rows")
      + (headerField.map { " named by \($0)" } ?? "")
  }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { .everything }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    guard !batches.isEmpty else { return [] }
    let table = Batch.concatenated(batches).prefix(rowLimit)
    let fields = table.fields.filter { field in
      !Batch.isHidden(field) && field != headerField
        && (includesEmpty || !table[field].isAllNull)
    }
    let arena = Arena()
    var result = Batch(rowCount: fields.count)
    result.set(
      columnName, Column(fields.map { .text(arena.store($0)) }, arenas: [arena]))
    let headers = headerField.map { table[$0] }
    for row in 0..<table.rowCount {
      let name = headers?[row].string ?? "row \(row + 1)"
      let cells = fields.map { table[$0][row] }
      result.set(name, Column(cells, arenas: fields.flatMap { table[$0].arenas }))
    }
    return [result]
  }
}
