package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct HighlightCommand: Command {
  package static let documentation = CommandDocumentation(
    "highlight", "iconify", kind: .streaming, syntax: "highlight <text>…",
    summary: "Marks texts where events are shown in colour; the rows stay as they are.",
    examples: ["| makeresults | highlight login, logout"])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    guard !(try scanner.fieldList()).isEmpty else { throw call.missing("a text") }
  }
}
