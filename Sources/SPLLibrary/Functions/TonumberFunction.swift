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
    let base = call.literalNumber(1)
    if let base, base < 2 || base > 36 || base != base.rounded() {
      throw call.invalid(1, "`tonumber` takes a base from 2 to 36")
    }
    guard let text = call.literalText(0), call.arguments.count == 1 || base != nil else { return }
    let arena = Arena()
    guard Self.number(arena.store(text), base: Int(base ?? 10)) == nil else { return }
    throw call.invalid(
      0, "`tonumber` needs a text that spells a number",
      label: "not a number in base \(Int(base ?? 10))")
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      var base = 10
      if arguments.count > 1 {
        guard let given = arguments[1][row].integer, (2...36).contains(given)
        else { return .null }
        base = given
      }
      guard let text = arguments[0][row].singleText(in: context.arena),
        let number = Self.number(text, base: base)
      else { return .null }
      return .number(number)
    }
  }

  private static func number(_ text: Bytes, base: Int) -> Double? {
    guard base != 10 else { return NumberText.parse(text) }
    var digits = Substring(text.string)
    let isNegative = digits.hasPrefix("-")
    if isNegative { digits = digits.dropFirst() }
    if base == 16, digits.lowercased().hasPrefix("0x") { digits = digits.dropFirst(2) }
    guard digits.first?.isHexDigit == true || digits.first?.isLetter == true,
      let value = UInt64(digits, radix: base)
    else { return nil }
    return isNegative ? -Double(value) : Double(value)
  }
}
