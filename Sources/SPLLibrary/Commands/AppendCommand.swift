package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct AppendCommand: Command {
  package static let documentation = CommandDocumentation(
    "append", kind: .dataset, syntax: "append [maxout=<n>] [maxtime=<s>] [ <search> ]",
    summary: "Puts the rows of another search behind these.",
    examples: ["| makeresults | eval a=1 | append [ | makeresults | eval a=2 ]"])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    // Whether a subsearch's own time range widens this one matters to a time line only.
    let search = try CombinedSearch(call, options: ["extendtimerange"])
    plan.append(.combine(Appending(limit: search.limit), try plan.subplan(search.subsearch)))
  }
}

/// Other rows behind the own ones.
struct Appending: RowCombiner {
  let limit: Int

  var summary: String { limit == .max ? "append" : "append at most \(limit)" }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { wanted }

  func combine(
    _ rows: [Batch], with others: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    rows.filter { $0.rowCount > 0 } + others.taken(limit, by: "append", in: environment)
  }
}
