package import Diagnostics
package import EventModel
package import QueryPlan

package struct BitShiftLeftFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "bit_shift_left", arguments: 2...2, syntax: "bit_shift_left(X, COUNT)",
    summary: "The bits of X moved to higher places; those above bit 52 are lost.",
    examples: [
      .init("bit_shift_left(6, 3)", "48"),
      .init("bit_shift_left(1, 60)", "0"),
      .init("bit_shift_left(6, missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireNumbers() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.bits(arguments) { value, count in
      BitField.truncated(count < 53 ? value << count : 0)
    }
  }
}
