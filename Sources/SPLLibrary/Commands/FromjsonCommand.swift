package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct FromjsonCommand: Command {
  package static let documentation = CommandDocumentation(
    "fromjson", kind: .streaming, syntax: "fromjson <field> [prefix=<text>]",
    summary: """
      Sets a field for each key of a JSON object; an array makes several values, an object in the \
      object stays JSON.
      """,
    examples: [
      #"| makeresults | eval o="{\"name\": \"Albert\", \"age\": 63}" | fromjson o prefix=j_"#
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var scanner = call.scanner
    var prefix = ""
    var field: Word?
    while !scanner.isAtEnd {
      if let option = try scanner.option() {
        guard option.key == "prefix" else {
          throw call.unknownOption(option, among: ["prefix"])
        }
        prefix = option.value.text
      } else if field == nil, let word = try scanner.word() {
        field = word
      } else {
        try scanner.expectEnd(call)
        throw scanner.unexpectedArgument("a field")
      }
    }
    guard let field else { throw call.missing("a field with JSON objects") }
    let start = prefix
    plan.append(
      .extract(
        PairsExtractor(
          command: call.name, input: field.text, keepsExisting: false, collectsValues: true
        ) { text in
          guard let document = try? JSONValue.parse(text), case .object(let members) = document
          else { return [] }
          return members.flatMap { key, value in
            Self.values(value).map { (field: start + key, value: $0) }
          }
        }))
  }

  private static func values(_ value: JSONValue) -> [String] {
    switch value {
    case .null: []
    case .string(let text): [text]
    case .array(let elements): elements.flatMap { Self.element($0) }
    case .number, .bool, .object: [value.compactText]
    }
  }

  private static func element(_ value: JSONValue) -> [String] {
    switch value {
    case .null: []
    case .string(let text): [text]
    case .number, .bool, .object, .array: [value.compactText]
    }
  }
}
