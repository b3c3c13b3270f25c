package import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan
package import SPLSyntax

package struct AppendcolsCommand: Command {
  package static let documentation = CommandDocumentation(
    "appendcols", kind: .dataset, syntax: "appendcols [override=<bool>] [maxout=<n>] [ <search> ]",
    summary: "Puts the fields of another search's rows to these, first to first, second to second.",
    examples: ["| makeresults | eval a=1 | appendcols [ | makeresults | eval b=2 ]"])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var overrides = false
    let search = try CombinedSearch(
      call, options: ["override"],
      option: { (option) throws(Diagnostic) in overrides = try option.boolean() })
    plan.append(
      .combine(
        SideBySide(overrides: overrides, limit: search.limit), try plan.subplan(search.subsearch)))
  }
}

/// Row by row, the fields of both.
struct SideBySide: RowCombiner {
  let overrides: Bool
  let limit: Int

  var summary: String { "append columns" + (overrides ? " over the own" : "") }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { wanted }

  func combine(
    _ rows: [Batch], with others: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    let own = Batch.concatenated(rows.isEmpty ? [Batch(rowCount: 0)] : rows)
    let others = others.taken(limit, by: "appendcols", in: environment)
    let other = Batch.concatenated(others.isEmpty ? [Batch(rowCount: 0)] : others)
    let count = max(own.rowCount, other.rowCount)
    guard count > 0 else { return [] }
    var result = Batch(rowCount: count)
    for field in own.fields.union(other.fields) where !Batch.isHidden(field) {
      let takesOther = other.has(field) && (overrides || !own.has(field))
      let column = takesOther ? other[field] : own[field]
      let cells = (0..<count).map { $0 < column.count ? column[$0] : .null }
      result.set(field, Column(cells, arenas: column.arenas))
    }
    return [result]
  }
}
