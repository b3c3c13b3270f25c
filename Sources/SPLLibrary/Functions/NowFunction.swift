package import Diagnostics
package import EventModel
package import QueryPlan

package struct NowFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "now", arguments: 0...0, syntax: "now()",
    summary:
      "The time at which the search runs, in whole seconds since 1970, the same in each row.",
    examples: [
      .init("if(now() == floor(now()), 1, 0)", "1"),
      .init("now() - now()", "0"),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    context.constant(.number(context.environment.now.rounded(.down)))
  }
}
