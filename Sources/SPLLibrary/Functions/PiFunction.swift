package import Diagnostics
package import EventModel
package import QueryPlan

package struct PiFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "pi", arguments: 0...0, syntax: "pi()", summary: "The number π, cut after eleven decimals.",
    examples: [
      .init("pi()", "3.14159265358"),
      .init("round(pi(), 2)", "3.14"),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column { context.constant(.number(3.14159265358)) }
}
