package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct UniqCommand: Command {
  package static let documentation = CommandDocumentation(
    "uniq", kind: .dataset, syntax: "uniq",
    summary: "Drops each row that is the same, in all fields, as the row before it.",
    examples: [#"| makeresults format=csv data="a\n1\n1\n2" | uniq"#])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    try scanner.expectEnd(call)
    plan.append(.dataset(RowsThatChange()))
  }
}

/// Rows that differ from the one before in some field.
struct RowsThatChange: DatasetTransform {
  var summary: String { "drop rows that repeat the one before" }

  /// Any field may tell rows apart.
  func needs(for wanted: FieldNeeds) -> FieldNeeds { .everything }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    guard !batches.isEmpty else { return [] }
    let rows = Batch.concatenated(batches)
    let key = RowKey(rows.fields.filter { !Batch.isHidden($0) }, of: rows)
    var kept: [Int32] = []
    var last: [UInt8]?
    for row in 0..<rows.rowCount {
      let bytes = key.bytes(of: row)
      if bytes != last { kept.append(Int32(row)) }
      last = bytes
    }
    return [rows.gathered(kept)]
  }
}
