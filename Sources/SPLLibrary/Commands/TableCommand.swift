package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct TableCommand: Command {
  package static let documentation = CommandDocumentation(
    "table", kind: .transforming, syntax: "table <field>…",
    summary: "Makes a table of exactly these fields, in this order; one that is missing is empty.",
    examples: ["| makeresults | eval b=2, a=1 | table a b c"])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    let names = try scanner.fieldList()
    guard !names.isEmpty else { throw call.missing("a field") }
    plan.append(
      .project(Projection(mode: .table, patterns: names.map { WildcardPattern($0.text) })))
  }
}
