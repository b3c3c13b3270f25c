package import Diagnostics
package import EventModel
package import QueryPlan

package struct BitAndFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "bit_and", arguments: 2...FunctionDocumentation.anyNumber, syntax: "bit_and(X, Y, …)",
    summary: "The bits that all arguments have.",
    examples: [
      .init("bit_and(12, 9)", "8"),
      .init("bit_and(7, 6, 4)", "4"),
      .init("bit_and(12, missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireNumbers() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.bits(arguments) { first, second in first & second }
  }
}
