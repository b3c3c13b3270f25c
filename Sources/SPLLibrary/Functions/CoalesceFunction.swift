package import Diagnostics
package import EventModel
package import QueryPlan

package struct CoalesceFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "coalesce", arguments: 1...FunctionDocumentation.anyNumber, syntax: "coalesce(X, …)",
    summary: "The first argument that is not null.",
    examples: [
      .init(#"coalesce(missing, "a", "b")"#, "a"),
      .init(#"coalesce("", "a")"#, ""),
      .init("coalesce(null(), missing)", nil),
    ])
  package static var kind: ExpressionKind { .either }

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      for argument in arguments where !argument[row].isNull { return argument[row] }
      return .null
    }
  }
}
