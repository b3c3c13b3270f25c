package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct WhereCommand: Command {
  package static let documentation = CommandDocumentation(
    "where", kind: .streaming, syntax: "where <eval expression>",
    summary: "Keeps the rows for which an expression is true.",
    examples: [
      "| makeresults count=3 | eval n=3 | where n>2",
      #"| makeresults | eval user="system:anonymous" | where like(user, "system:%")"#,
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    guard !scanner.isAtEnd else { throw call.missing("a condition") }
    let expression = try EvalParser.parse(whole: scanner)
    plan.append(.filter(try plan.binder.truth(expression)))
  }
}
