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
      if isFirst { plan.start(from: plan.defaultSource) }
      return
    }
    var binder = SearchBinder(environment: plan.environment)
    let bound = try binder.bindCommand(expression)
    if isFirst {
      guard case .events(var scan) = plan.defaultSource else {
        plan.start(from: plan.defaultSource)
        plan.append(.filter(bound))
        return
      }
      scan.earliest = binder.earliest ?? plan.environment.earliest
      scan.latest = binder.latest ?? plan.environment.latest
      plan.start(from: .events(scan))
    } else {
      appendTimeFilter(binder, to: &plan)
    }
    plan.append(.filter(bound))
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
