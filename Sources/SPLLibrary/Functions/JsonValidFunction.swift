package import Diagnostics
package import EventModel
package import QueryPlan

package struct JsonValidFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "json_valid", arguments: 1...1, syntax: "json_valid(X)", summary: "Whether X is JSON.",
    examples: [
      .init(#"json_valid("{\"a\": 1}")"#, "True"),
      .init(#"json_valid("{a: 1}")"#, "False"),
      .init("json_valid(missing)", nil),
    ])
  package static var kind: ExpressionKind { .truth }

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      let value = arguments[0][row]
      return value.isNull ? .null : .boolean(value.parsedJSON(in: context.arena) != nil)
    }
  }
}
