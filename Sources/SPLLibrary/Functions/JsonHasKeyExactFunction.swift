package import Diagnostics
package import EventModel
package import QueryPlan

package struct JsonHasKeyExactFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "json_has_key_exact", arguments: 2...2, syntax: "json_has_key_exact(X, KEY)",
    summary: "Whether a JSON object has a key, points in it included.",
    examples: [
      .init(#"json_has_key_exact("{\"a.b\": 10}", "a.b")"#, "True"),
      .init(#"json_has_key_exact("{\"a\": 10}", "b")"#, "False"),
      .init(#"json_has_key_exact(missing, "b")"#, nil),
    ])
  package static var kind: ExpressionKind { .truth }

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      guard let document = arguments[0][row].parsedJSON(in: context.arena),
        let key = arguments[1][row].singleText(in: context.arena)
      else { return .null }
      return .boolean(document[key.string] != nil)
    }
  }
}
