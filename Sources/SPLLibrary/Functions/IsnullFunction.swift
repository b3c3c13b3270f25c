package import Diagnostics
package import EventModel
package import QueryPlan

package struct IsnullFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "isnull", arguments: 1...1, syntax: "isnull(X)", summary: "Whether X has no value.",
    examples: [
      .init("isnull(missing)", "True"),
      .init(#"isnull("")"#, "False"),
      .init("isnull(null())", "True"),
    ])
  package static var kind: ExpressionKind { .truth }

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in .boolean(arguments[0][row].isNull) }
  }
}
