package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct NoopCommand: Command {
  package static let documentation = CommandDocumentation(
    "noop", "localop", kind: .streaming, syntax: "noop [<option>=<value>]…",
    summary:
      "Leaves the rows as they are; what it tells an optimizer or a cluster means nothing here.",
    examples: ["| makeresults | noop search_optimization=false"])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    while try scanner.option() != nil {}
    try scanner.expectEnd(call)
  }
}
