package import Diagnostics
package import EventModel
package import QueryPlan

package struct JsonKeysFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "json_keys", arguments: 1...1, syntax: "json_keys(X)",
    summary: "The keys of a JSON object as a JSON array.",
    examples: [
      .init(#"json_keys("{\"b\": 1, \"a\": 2}")"#, #"["b","a"]"#),
      .init(#"json_keys("[1]")"#, nil),
      .init("json_keys(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.documents(of: arguments[0]) { document in
      guard case .object(let members) = document else { return .null }
      return context.text(JSONValue.array(members.map { .string($0.key) }).compactText)
    }
  }
}
