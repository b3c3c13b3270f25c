package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct FillnullCommand: Command {
  package static let documentation = CommandDocumentation(
    "fillnull", kind: .dataset, syntax: "fillnull [value=<text>] [<field>…]",
    summary: """
      Puts a text where a field has no value: in the named fields, or in all that have a value in \
      some row.
      """,
    examples: [
      "| makeresults | fillnull value=none user | table user",
      "| makeresults count=2 | fillnull",
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var value = "0"
    var fields: [String] = []
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        guard option.key == "value" else { throw call.unknownOption(option, among: ["value"]) }
        value = option.value.text
      } else if let field = try scanner.word() {
        fields.append(field.text)
      } else {
        throw scanner.unexpectedArgument("a field")
      }
    }
    plan.append(.fill(NullFill(fields: fields.isEmpty ? nil : fields, value: value)))
  }
}
