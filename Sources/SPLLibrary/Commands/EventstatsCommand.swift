package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct EventstatsCommand: Command {
  package static let documentation = CommandDocumentation(
    "eventstats", kind: .dataset,
    syntax: "eventstats <aggregate>[(<field>)] [AS <name>]… [BY <field>…]",
    summary: "Adds the aggregates of its group to each row.",
    examples: [#"| makeresults count=3 | eval g="a" | eventstats count BY g"#])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var options = StatsOptions()
    try options.read(&scanner, call)
    let parser = MeasureParser(binder: plan.binder, call: call)
    let measures = try parser.measures(&scanner)
    let groups = try parser.groups(&scanner)
    try scanner.expectEnd(call)
    plan.append(.window(WindowAggregation(measures: options.applied(to: measures), groups: groups)))
  }
}
