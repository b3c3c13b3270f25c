package import Diagnostics
package import EventModel
package import QueryPlan

package struct TrueFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "true", arguments: 0...0, syntax: "true()", summary: "The truth that always holds.",
    examples: [
      .init("true()", "True"),
      .init(#"case(1 == 2, "a", true(), "other")"#, "other"),
    ])
  package static var kind: ExpressionKind { .truth }

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column { context.constant(.boolean(true)) }
}
