package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct ReverseCommand: Command {
  package static let documentation = CommandDocumentation(
    "reverse", kind: .dataset, syntax: "reverse",
    summary: "Puts the rows in the opposite order.",
    examples: [#"| makeresults format=csv data="n\n1\n2" | reverse"#])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    try scanner.expectEnd(call)
    plan.append(.limit(RowLimit(count: .max, end: .last)))
  }
}
