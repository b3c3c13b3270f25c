package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct TstatsCommand: Command {
  package static let documentation = CommandDocumentation(
    "tstats", kind: .generating,
    syntax: """
      tstats [summariesonly=<bool>] [allow_old_summaries=<bool>] [fillnull_value=<text>] \
      [prestats=<bool>] <aggregate>[(<field>)] [AS <name>]… \
      [FROM datamodel=<model>[.<dataset>]] [WHERE <search expression>] \
      [BY <field>… [_time span=<span>]]
      """,
    summary: """
      Makes one row of each group of events of a data model, or of all events; fields of a \
      dataset are named `Dataset.field`.
      """,
    examples: ["| tstats count WHERE index=nothing", "| tstats count min(_time) BY sourcetype"])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var query = try TstatsQuery(call, binder: plan.binder)
    try query.lower(into: &plan)
  }
}
