package import Diagnostics
package import EventModel
package import QueryPlan

package struct MinFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "min", arguments: 1...FunctionDocumentation.anyNumber, syntax: "min(X, …)",
    summary: "The least of all values; numbers come before texts.",
    examples: [
      .init(#"min(3, 6, 7, "maria", 9)"#, "3"),
      .init(#"min("b", "a")"#, "a"),
      .init("min(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.extreme(arguments) { order in order < 0 }
  }
}
