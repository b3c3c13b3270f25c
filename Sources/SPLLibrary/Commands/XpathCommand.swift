package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct XpathCommand: Command {
  package static let documentation = CommandDocumentation(
    "xpath", kind: .streaming,
    syntax: "xpath [outfield=<field>] \"<XPath>\" [field=<field>] [default=<text>]",
    summary: "Sets a field to what an XPath finds in XML.",
    examples: [
      #"| makeresults | eval _raw="<a><b n=\"1\">x</b></a>" | xpath outfield=b "//b/@n" | table b"#
    ])

  private static let options = ["outfield", "field", "default"]

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var path: Word?
    var target = "xpath"
    var input = "_raw"
    var fallback: String?
    while !scanner.isAtEnd {
      if scanner.peek() == UInt8(ascii: "\"") || scanner.peekOption() == nil {
        guard path == nil, let word = try scanner.word(stops: Set("\"|".utf8)) else {
          try scanner.expectEnd(call)
          throw scanner.unexpectedArgument("an XPath")
        }
        path = word
      } else if let option = try scanner.option() {
        switch option.key {
        case "outfield": target = option.value.text
        case "field": input = option.value.text
        case "default": fallback = option.value.text
        default: throw call.unknownOption(option, among: options)
        }
      }
    }
    guard let path else { throw call.missing("an XPath") }
    guard let parsed = LocationPath(path.text) else {
      throw Diagnostic(
        .unsupportedSyntax, "this XPath is not supported", at: path.span,
        help: "names, `*`, `//`, `@name`, `text()`, `[2]` and `[@name='value']` are")
    }
    let missing = fallback
    plan.append(
      .compute([
        .mapping(input, to: target, command: call.name, span: call.span) { context in
          { cell in
            var found: [Bytes] = []
            for text in cell.texts(in: context.arena) {
              let values = parsed.values(in: XMLReader.elements(within: text))
              found += values.map { context.arena.store($0) }
            }
            if found.isEmpty, let missing { return .text(context.arena.store(missing)) }
            return context.arena.cell(found)
          }
        }
      ]))
  }
}
