package import Diagnostics
import QueryPlan
package import SPLSyntax

package struct XmlkvCommand: Command {
  package static let documentation = CommandDocumentation(
    "xmlkv", kind: .streaming, syntax: "xmlkv [<field>]",
    summary: "Sets a field for each XML element that holds a text and no elements.",
    examples: [#"| makeresults | eval x="<g><name>Catan</name></g>" | xmlkv x | table name"#])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var field: Word?
    while !scanner.isAtEnd {
      if let option = try scanner.option() {
        guard option.key == "maxinputs" else {
          throw call.unknownOption(option, among: ["maxinputs"])
        }
        // Rows handed over at once, which no result depends on.
        _ = try option.integer()
      } else if field == nil, let word = try scanner.word() {
        field = word
      } else {
        try scanner.expectEnd(call)
        throw scanner.unexpectedArgument("a field")
      }
    }
    plan.append(
      .extract(
        PairsExtractor(
          command: call.name, input: field?.text ?? "_raw", keepsExisting: false,
          collectsValues: true
        ) { text in
          var pairs: [(field: String, value: String)] = []
          for root in XMLReader.elements(within: text) { root.collectLeaves(into: &pairs) }
          return pairs
        }))
  }
}

extension XMLElement {
  fileprivate func collectLeaves(into pairs: inout [(field: String, value: String)]) {
    if children.isEmpty, let text = trimmedText { pairs.append((name, text)) }
    for child in children { child.collectLeaves(into: &pairs) }
  }
}
