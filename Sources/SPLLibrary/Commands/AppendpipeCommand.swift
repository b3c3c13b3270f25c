package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct AppendpipeCommand: Command {
  package static let documentation = CommandDocumentation(
    "appendpipe", kind: .dataset, syntax: "appendpipe [ <commands> ]",
    summary: "Passes the rows through more commands and puts the outcome behind them.",
    examples: ["| makeresults count=2 | eval n=1 | appendpipe [ stats sum(n) AS n ]"])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    if let option = try scanner.option(), option.key != "run_in_preview" {
      throw call.unknownOption(option, among: ["run_in_preview"])
    }
    guard let subsearch = scanner.subsearch() else {
      throw call.missing("commands between brackets")
    }
    try scanner.expectEnd(call)
    let steps = try plan.steps(of: subsearch.pipeline)
    plan.append(.combine(Appending(limit: .max), Subplan(.rows(steps))))
  }
}
