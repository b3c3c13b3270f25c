package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct TailCommand: Command {
  package static let documentation = CommandDocumentation(
    "tail", kind: .dataset, syntax: "tail [<n>]",
    summary: "Keeps the last rows (10), in reverse order.",
    examples: ["| makeresults count=20 | tail 3"])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var count = 10
    if let word = try scanner.word() {
      guard let value = Int(word.text), value >= 0 else {
        throw Diagnostic(.invalidArgument, "`tail` takes a number of rows", at: word.span)
      }
      count = value
    }
    try scanner.expectEnd(call)
    plan.append(.limit(RowLimit(count: count, end: .last)))
  }
}
