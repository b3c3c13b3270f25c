package import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan
package import SPLSyntax

package struct SelfjoinCommand: Command {
  package static let documentation = CommandDocumentation(
    "selfjoin", kind: .transforming,
    syntax: "selfjoin [overwrite=<bool>] [max=<n>] [keepsingle=<bool>] <field>…",
    summary: "Joins each row with the next rows (1) that have the same values.",
    examples: [
      #"| makeresults format=json data="[{\"id\":1,\"a\":2},{\"id\":1,\"b\":3}]" | selfjoin id"#
    ])

  private static let options = ["overwrite", "max", "keepsingle"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var join = SelfJoining()
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        switch option.key {
        case "overwrite": join.overwrites = try option.boolean()
        case "max":
          let count = try option.integer()
          join.maximum = count == 0 ? .max : count
        case "keepsingle": join.keepsSingle = try option.boolean()
        default: throw call.unknownOption(option, among: options)
        }
      } else if let field = try scanner.word() {
        join.fields.append(field.text)
      } else {
        throw scanner.unexpectedArgument("a field")
      }
    }
    guard !join.fields.isEmpty else { throw call.missing("a field") }
    plan.append(.dataset(join))
  }
}

/// Each row, joined with the next rows (1) that have the same values.
///
/// Ordering: that of the rows that are joined.
/// Source: Splunk Search Reference, `selfjoin`: the results of its extended example.
struct SelfJoining: DatasetTransform {
  var fields: [String] = []
  var overwrites = true
  var maximum = 1
  var keepsSingle = false

  var summary: String { "self join on " + fields.joined(separator: ", ") }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { wanted.union(FieldNeeds(fields)) }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    guard !batches.isEmpty else { return [] }
    let rows = Batch.concatenated(batches)
    let groups = RowGroups(rows, fields: fields)
    var members = [[Int32]](repeating: [], count: groups.count)
    for row in 0..<rows.rowCount {
      for group in groups.groups(of: row) { members[Int(group)].append(Int32(row)) }
    }
    var pairs: [(main: Int32, other: Int32)] = []
    for rows in members {
      if rows.count == 1, keepsSingle { pairs.append((rows[0], rows[0])) }
      for (place, row) in rows.enumerated() {
        for next in rows.dropFirst(place + 1).prefix(maximum) { pairs.append((row, next)) }
      }
    }
    let ordered = pairs.sorted { $0.main != $1.main ? $0.main < $1.main : $0.other < $1.other }
    let (main, other) = (ordered.map { $0.main }, ordered.map { $0.other })
    var result = rows.gathered(main)
    for (field, column) in rows.columns where !Batch.isHidden(field) {
      let cells = main.indices.map { index -> Cell in
        let own = column[Int(main[index])]
        let new = column[Int(other[index])]
        if overwrites { return new.isNull ? own : new }
        return own.isNull ? new : own
      }
      result.set(field, Column(cells, arenas: column.arenas))
    }
    return [result]
  }
}
