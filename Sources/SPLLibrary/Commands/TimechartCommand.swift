package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct TimechartCommand: Command {
  package static let documentation = CommandDocumentation(
    "timechart", kind: .transforming,
    syntax: """
      timechart [span=<span> | bins=<n>] [aligntime=<time>] [cont=<bool>] [partial=<bool>] \
      [fixedrange=<bool>] \
      [limit=[top|bottom]<n>] [useother=<bool>] [usenull=<bool>] <aggregate>… \
      [BY <column field> [span=<span>]] [where <condition>]
      """,
    summary: "Aggregates over buckets of time, with a column for each value of a field.",
    examples: [
      "| makeresults count=3 | timechart span=1h count",
      #"| makeresults count=3 | eval verb="get" | timechart count by verb"#,
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var parser = ChartParser(call, isTimechart: true)
    let specification = try parser.parse(plan)
    let size = try parser.span.map { option throws(Diagnostic) in
      try BucketSize(
        field: "_time", span: option.value, align: parser.align?.value,
        environment: plan.environment)
    }
    var chart = TimechartTransform(
      specification: specification, size: size, range: parser.range,
      isContinuous: parser.isContinuous, keepsPartial: parser.keepsPartial)
    if parser.hasFixedRange {
      (chart.earliest, chart.latest) = (plan.environment.earliest, plan.environment.latest)
      if case .events(let scan)? = plan.source {
        chart.earliest = scan.earliest ?? chart.earliest
        chart.latest = scan.latest ?? chart.latest
      }
    }
    plan.append(.dataset(chart))
  }
}
