package import Diagnostics
package import EventModel
package import QueryPlan

package struct IsobjectFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "isobject", arguments: 1...1, syntax: "isobject(X)", summary: "Whether X is a JSON object.",
    examples: [
      .init(#"isobject("{\"a\": 1}")"#, "True"),
      .init(#"isobject("a")"#, "False"),
      .init("isobject(missing)", "False"),
    ])
  package static var kind: ExpressionKind { .truth }

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      if case .object? = arguments[0][row].parsedJSON(in: context.arena) {
        .boolean(true)
      } else {
        .boolean(false)
      }
    }
  }
}
