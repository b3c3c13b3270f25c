package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct NomvCommand: Command {
  package static let documentation = CommandDocumentation(
    "nomv", kind: .streaming, syntax: "nomv <field>",
    summary: "Makes one text of the values of a field, with a line feed between two.",
    examples: [#"| makeresults | eval v=split("a,b", ",") | nomv v"#])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    guard let field = try scanner.word() else { throw call.missing("a field") }
    try scanner.expectEnd(call)
    plan.append(
      .compute([
        .mapping(field.text, command: call.name, span: call.span) { context in
          { cell in cell.text(in: context.arena).map { .text($0) } ?? .null }
        }
      ]))
  }
}
