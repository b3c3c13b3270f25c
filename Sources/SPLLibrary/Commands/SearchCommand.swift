package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct SearchCommand: Command {
  package static let documentation = CommandDocumentation(
    "search", kind: .streaming, syntax: "search <terms and comparisons>",
    summary: "Keeps the events that match; as the first command it may be left out.",
    examples: [
      #"| makeresults | eval verb="create" | search verb=CREATE"#,
      #"| makeresults | eval ip="10.1.2.3" | search ip="10.0.0.0/8" NOT user=*"#,
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    let isFirst = plan.source == nil
    guard let expression = try SearchExpressionParser.parse(call.scanner) else {
      if isFirst {
        try start(&plan, nil, under: .literal(.boolean(true)))
        plan.appendEventLabels()
      }
      return
    }
    var binder = plan.searchBinder
    let bound = try binder.bindCommand(expression)
    plan.warn(binder.warnings)
    warnOfTimeRange(binder, call, &plan)
    if isFirst { try start(&plan, binder, under: bound) }
    if !isFirst || !plan.scansEvents { appendTimeFilter(binder, to: &plan) }
    plan.append(.filter(bound))
    if isFirst { plan.appendEventLabels() }
  }

  private static func start(
    _ plan: inout PlanBuilder, _ binder: SearchBinder?, under condition: Expression
  ) throws(Diagnostic) {
    guard plan.scansEvents else {
      plan.start(from: plan.defaultSource)
      return
    }
    try plan.startScan(
      earliest: binder?.earliest, latest: binder?.latest, under: condition)
  }

  private static func warnOfTimeRange(
    _ binder: SearchBinder, _ call: CommandCall, _ plan: inout PlanBuilder
  ) {
    let earliest = binder.earliest ?? plan.environment.earliest
    let latest = binder.latest ?? plan.environment.latest
    guard binder.earliest != nil || binder.latest != nil,
      let earliest, let latest, earliest >= latest
    else { return }
    plan.warn(
      Diagnostic(
        .emptyTimeRange, "the time range ends before it starts, so it holds no event",
        at: call.arguments,
        help: "`earliest` is the older of the two times", severity: .warning))
  }

  /// Behind a pipe, a time range is a condition like any other.
  private static func appendTimeFilter(_ binder: SearchBinder, to plan: inout PlanBuilder) {
    if let earliest = binder.earliest {
      plan.append(
        .filter(.compare(.greaterOrEqual, .field("_time"), .literal(.number(earliest)))))
    }
    if let latest = binder.latest {
      plan.append(.filter(.compare(.less, .field("_time"), .literal(.number(latest)))))
    }
  }
}
