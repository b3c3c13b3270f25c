package import Diagnostics
package import EventModel
package import QueryPlan

package struct BitShiftRightFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "bit_shift_right", arguments: 2...2, syntax: "bit_shift_right(X, COUNT)",
    summary: "The bits of X moved to lower places; those below bit 0 are lost.",
    examples: [
      .init("bit_shift_right(48, 3)", "6"),
      .init("bit_shift_right(5, 1)", "2"),
      .init("bit_shift_right(6, missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireNumbers() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.bits(arguments) { value, count in count < 53 ? value >> count : 0 }
  }
}
