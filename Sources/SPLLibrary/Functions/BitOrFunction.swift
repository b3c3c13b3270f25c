package import Diagnostics
package import EventModel
package import QueryPlan

package struct BitOrFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "bit_or", arguments: 2...FunctionDocumentation.anyNumber, syntax: "bit_or(X, Y, …)",
    summary: "The bits that any argument has.",
    examples: [
      .init("bit_or(12, 9)", "13"),
      .init("bit_or(1, 2, 4)", "7"),
      .init("bit_or(12, missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireNumbers() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.bits(arguments) { first, second in first | second }
  }
}
