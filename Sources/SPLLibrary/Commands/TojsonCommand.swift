package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct TojsonCommand: Command {
  package static let documentation = CommandDocumentation(
    "tojson", kind: .dataset,
    syntax: """
      tojson [(auto|bool|json|none|num|str)(<field>…)]… [<field>…] [default_type=<type>] \
      [fill_null=<bool>] [include_internal=<bool>] [output_field=<field>]
      """,
    summary: "Makes a JSON object of the fields of each row.",
    examples: [
      "| makeresults | eval a=1, b=\"x\" | tojson output_field=data",
      "| makeresults | eval a=1, b=\"true\" | tojson str(a) auto(b) output_field=data",
    ])

  private static let options = ["default_type", "fill_null", "include_internal", "output_field"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var object = ObjectOfFields()
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        switch option.key {
        case "default_type":
          guard let type = ObjectOfFields.Datatype(rawValue: option.value.lowercased) else {
            throw Diagnostic(
              .invalidOptionValue,
              "`default_type` is `auto`, `bool`, `json`, `none`, `num` or `str`",
              at: option.value.span)
          }
          object.defaultType = type
        case "fill_null": object.fillsNull = try option.boolean()
        case "include_internal": object.hasInternal = try option.boolean()
        case "output_field": object.target = option.value.text
        default: throw call.unknownOption(option, among: options)
        }
        continue
      }
      guard let word = try scanner.word(stops: Set("(),\"|".utf8)) else {
        throw scanner.unexpectedArgument("a field or an option")
      }
      guard scanner.peek() == UInt8(ascii: "("),
        let type = ObjectOfFields.Datatype(rawValue: word.lowercased)
      else {
        object.fields.append((WildcardPattern(word.text), nil))
        continue
      }
      scanner.advance()
      while !scanner.skip(")") {
        if scanner.skip(",") { continue }
        guard let field = try scanner.word(stops: Set("(),\"|".utf8)) else {
          throw scanner.unexpectedArgument("a field")
        }
        object.fields.append((WildcardPattern(field.text), type))
      }
    }
    plan.append(.dataset(object))
  }
}
