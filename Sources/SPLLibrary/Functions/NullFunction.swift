package import Diagnostics
package import EventModel
package import QueryPlan

package struct NullFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "null", arguments: 0...0, syntax: "null()", summary: "No value; a field set to it goes away.",
    examples: [
      .init("null()", nil),
      .init(#"coalesce(null(), "a")"#, "a"),
    ])
  package static var kind: ExpressionKind { .either }

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column { .nulls(context.rowCount) }
}
