package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct FieldsCommand: Command {
  package static let documentation = CommandDocumentation(
    "fields", kind: .streaming, syntax: "fields [+|-] <field>…",
    summary: "Keeps some fields and the internal ones, or drops some.",
    examples: [
      "| makeresults | eval a=1, b=2 | fields a",
      "| makeresults | eval a=1, b=2 | fields - _*, b",
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var isDropping = false
    if scanner.skip("-") { isDropping = true } else { _ = scanner.skip("+") }
    let names = try scanner.fieldList()
    guard !names.isEmpty else { throw call.missing("a field") }
    plan.append(
      .project(
        Projection(
          mode: isDropping ? .drop : .keep, patterns: names.map { $0.fieldPattern })))
  }
}
