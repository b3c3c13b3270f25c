package import Diagnostics
package import EventModel
package import QueryPlan

package struct BitNotFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "bit_not", arguments: 1...2, syntax: "bit_not(X, MASK)",
    summary: "The bits of a mask, or of all 53, that X does not have.",
    examples: [
      .init("bit_not(9, 15)", "6"),
      .init("bit_not(0)", "9007199254740991"),
      .init("bit_not(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireNumbers() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    guard arguments.count > 1 else {
      return try context.rows(of: arguments) { row in
        guard let value = BitField.value(arguments[0][row]) else { return .null }
        return .number(Double(BitField.truncated(~value)))
      }
    }
    return try context.bits(arguments) { value, mask in ~value & mask }
  }
}
