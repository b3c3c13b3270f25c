package import Diagnostics
package import EventModel
package import QueryPlan

package struct BitXorFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "bit_xor", arguments: 2...FunctionDocumentation.anyNumber, syntax: "bit_xor(X, Y, …)",
    summary: "The bits that an odd number of arguments have.",
    examples: [
      .init("bit_xor(12, 9)", "5"),
      .init("bit_xor(1, 1)", "0"),
      .init("bit_xor(12, missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireNumbers() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.bits(arguments) { first, second in first ^ second }
  }
}
