package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct AddinfoCommand: Command {
  package static let documentation = CommandDocumentation(
    "addinfo", kind: .streaming, syntax: "addinfo",
    summary: """
      Adds what holds for the whole search: `info_min_time`, `info_max_time`, `info_sid` and \
      `info_search_time`.
      """,
    examples: ["| makeresults | addinfo | eval age=info_search_time-_time"])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    try scanner.expectEnd(call)
    let now = plan.environment.now
    var (earliest, latest) = (plan.environment.earliest, plan.environment.latest)
    if case .events(let scan)? = plan.source {
      earliest = scan.earliest ?? earliest
      latest = scan.latest ?? latest
    }
    func text(_ value: String) -> Expression { .literal(.text(value)) }
    func number(_ value: Double) -> Expression { .literal(.number(value)) }
    plan.append(
      .compute([
        // Source: Splunk Search Reference, `addinfo`: a search over all time has no end.
        Assignment("info_max_time", latest.map { number($0) } ?? text("+Infinity")),
        Assignment("info_min_time", number(earliest ?? 0)),
        Assignment("info_search_time", number(now)),
        Assignment("info_sid", text("search_\(NumberText.format(now))")),
      ]))
  }
}
