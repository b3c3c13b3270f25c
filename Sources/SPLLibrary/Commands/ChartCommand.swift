package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct ChartCommand: Command {
  package static let documentation = CommandDocumentation(
    "chart", kind: .transforming,
    syntax: """
      chart [limit=[top|bottom]<n>] [useother=<bool>] [usenull=<bool>] [otherstr=<text>] \
      [nullstr=<text>] [sep=<text>] [format=<text>] <aggregate>… [OVER <row field> [span=<span>]] \
      [BY <row or column field> [span=<span>] [<column field> [span=<span>]]] [where <condition>]
      """,
    summary: "Aggregates by a field, with a column for each value of another.",
    examples: [
      #"| makeresults count=3 | eval verb="get" | chart count by verb"#,
      #"| makeresults count=3 | eval verb="get", code=200 | chart count over code by verb"#,
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var parser = ChartParser(call, isTimechart: false)
    let specification = try parser.parse(plan)
    plan.append(.dataset(ChartTransform(specification: specification)))
  }
}
