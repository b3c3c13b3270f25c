package import Diagnostics
package import EventModel
package import QueryPlan

package struct JsonEntriesFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "json_entries", arguments: 1...1, syntax: "json_entries(X)",
    summary: "The members of a JSON object as an array of objects with `key` and `value`.",
    examples: [
      .init(#"json_entries("{\"a\": 1}")"#, #"[{"key":"a","value":1}]"#),
      .init(#"json_entries("[1]")"#, nil),
      .init("json_entries(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.documents(of: arguments[0]) { document in
      guard case .object(let members) = document else { return .null }
      let entries = members.map { member in
        JSONValue.object([("key", .string(member.key)), ("value", member.value)])
      }
      return context.text(JSONValue.array(entries).compactText)
    }
  }
}
