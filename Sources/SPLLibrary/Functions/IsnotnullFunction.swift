package import Diagnostics
package import EventModel
package import QueryPlan

package struct IsnotnullFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "isnotnull", arguments: 1...1, syntax: "isnotnull(X)", summary: "Whether X has a value.",
    examples: [
      .init("isnotnull(missing)", "False"),
      .init(#"isnotnull("")"#, "True"),
      .init("isnotnull(null())", "False"),
    ])
  package static var kind: ExpressionKind { .truth }

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in .boolean(!arguments[0][row].isNull) }
  }
}
