package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct NomvCommand: Command {
  package static let documentation = CommandDocumentation(
    "nomv", kind: .streaming, syntax: "nomv <field>",
    summary: """
      Makes one text of the values of a field, with a line feed between two, or the delimiter of \
      an `mvcombine` right before it.
      """,
    examples: [
      #"| makeresults | eval v=split("a,b", ",") | nomv v"#,
      #"| makeresults format=csv data="h\na\nb" | mvcombine delim="," h | nomv h"#,
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    guard let field = try scanner.word() else { throw call.missing("a field") }
    try scanner.expectEnd(call)
    let delimiter =
      plan.stages.last.flatMap { MultivalueDelimiter.text(of: $0.call, for: field.text) } ?? "\n"
    plan.append(
      .compute([
        .mapping(field.text, command: call.name, span: call.span) { context in
          let separator = context.arena.store(delimiter)
          return { cell in
            guard case .multivalue(let values) = cell else {
              return cell.text(in: context.arena).map { .text($0) } ?? .null
            }
            return .text(context.arena.join(Array(values), separator: separator))
          }
        }
      ]))
  }
}
