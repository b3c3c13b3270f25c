package import Diagnostics
package import EventModel
package import QueryPlan

package struct FalseFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "false", arguments: 0...0, syntax: "false()", summary: "The truth that never holds.",
    examples: [
      .init("false()", "False"),
      .init(#"if(false(), "a", "b")"#, "b"),
    ])
  package static var kind: ExpressionKind { .truth }

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column { context.constant(.boolean(false)) }
}
