package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct MvexpandCommand: Command {
  package static let documentation = CommandDocumentation(
    "mvexpand", kind: .streaming, syntax: "mvexpand <field> [limit=<n>]",
    summary: "Makes one row of each value of a field; a row without a value goes.",
    examples: [#"| makeresults | eval v=split("a,b,c", ",") | mvexpand v limit=2"#])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    guard let field = try scanner.word() else { throw call.missing("a field") }
    guard !field.text.hasPrefix("_") || field.text == "_raw" else {
      throw Diagnostic(
        .invalidArgument, "`mvexpand` does not expand internal fields", at: field.span)
    }
    var limit = 0
    while let option = try scanner.option() {
      guard option.key == "limit" else { throw call.unknownOption(option, among: ["limit"]) }
      limit = try option.integer()
    }
    try scanner.expectEnd(call)
    plan.append(.expand(field: field.text, limit: limit))
  }
}
