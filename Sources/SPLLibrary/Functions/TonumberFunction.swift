package import Diagnostics
package import EventModel
package import QueryPlan

package struct TonumberFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "tonumber", arguments: 1...2, syntax: "tonumber(X, BASE)",
    summary: "The number that a text spells in a base from 2 to 36, 10 unless given.",
    examples: [
      .init(#"tonumber("0A4", 16)"#, "164"),
      .init(#"tonumber("42.5")"#, "42.5"),
      .init("tonumber(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    try call.requireBase(1)
    let base = call.literalNumber(1)
    guard let text = call.literalText(0), call.arguments.count == 1 || base != nil else { return }
    let arena = Arena()
    let number = SpelledNumber.parse(arena.store(text), base: Int(base ?? 10))
    guard number == nil else { return }
    throw call.invalid(
      0, "`tonumber` needs a text that spells a number",
      label: "not a number in base \(Int(base ?? 10))")
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column { try context.spelledNumbers(arguments) { $0 } }
}
