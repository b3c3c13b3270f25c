package import Diagnostics
package import EventModel
package import QueryPlan

package struct IsarrayFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "isarray", arguments: 1...1, syntax: "isarray(X)", summary: "Whether X is a JSON array.",
    examples: [
      .init(#"isarray("[1, 2, 3]")"#, "True"),
      .init("isarray(1)", "False"),
      .init("isarray(missing)", "False"),
    ])
  package static var kind: ExpressionKind { .truth }

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      if case .array? = arguments[0][row].parsedJSON(in: context.arena) {
        .boolean(true)
      } else {
        .boolean(false)
      }
    }
  }
}
