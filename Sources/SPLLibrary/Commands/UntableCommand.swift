package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct UntableCommand: Command {
  package static let documentation = CommandDocumentation(
    "untable", kind: .dataset, syntax: "untable <row field> <name field> <value field>",
    summary: "Makes a row of each value of a table: its row, its column's name, itself.",
    examples: [#"| makeresults | eval host="a", x=1, y=2 | table host x y | untable host k v"#])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    let names = try scanner.fieldList()
    guard names.count == 3 else {
      throw Diagnostic(
        .argumentCount, "`untable` takes three field names", at: call.arguments,
        label: "\(names.count) given")
    }
    plan.append(
      .dataset(Unpivot(row: names[0].text, name: names[1].text, value: names[2].text)))
  }
}

/// A row for each value that is not null.
struct Unpivot: DatasetTransform {
  let row: String
  let name: String
  let value: String

  var summary: String { "untable \(row), \(name), \(value)" }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { .everything }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    let fields = Batch.concatenated(batches.isEmpty ? [Batch(rowCount: 0)] : batches).fields
    return batches.map { batch in
      let others = fields.filter { $0 != row && !Batch.isHidden($0) && !$0.hasPrefix("_") }
      let columns = others.map { batch[$0] }
      let arena = Arena()
      let names = others.map { Cell.text(arena.store($0)) }
      var rows: [Int32] = []
      var nameCells: [Cell] = []
      var values: [Cell] = []
      for place in 0..<batch.rowCount {
        for (column, name) in zip(columns, names) where !column[place].isNull {
          rows.append(Int32(place))
          nameCells.append(name)
          values.append(column[place])
        }
      }
      var result = Batch(rowCount: rows.count, ordinal: batch.ordinal)
      result.set(row, batch[row].gathered(rows))
      result.set(name, Column(nameCells, arenas: [arena]))
      result.set(value, Column(values, arenas: columns.flatMap { $0.arenas }))
      return result
    }
  }
}
