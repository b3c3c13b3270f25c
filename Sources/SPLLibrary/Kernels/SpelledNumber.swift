import Diagnostics
import EventModel
import QueryPlan

/// Numbers spelled in a base from 2 to 36.
enum SpelledNumber {
  static let bases = 2...36

  /// Nil when the text spells none; a fraction only exists in base 10.
  static func parse(_ text: Bytes, base: Int) -> Double? {
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

extension EvaluationContext {
  /// A number for each text that spells one, in the base of the second argument.
  func spelledNumbers(
    _ arguments: [Column], _ body: (Double) -> Double
  ) throws(Diagnostic) -> Column {
    try rows(of: arguments) { row in
      if case .number(let number) = arguments[0][row] { return .number(body(number)) }
      var base = 10
      if arguments.count > 1 {
        guard let given = arguments[1][row].integer, SpelledNumber.bases.contains(given)
        else { return .null }
        base = given
      }
      guard let text = arguments[0][row].singleText(in: arena),
        let number = SpelledNumber.parse(text, base: base)
      else { return .null }
      return .number(body(number))
    }
  }
}

extension FunctionCall {
  /// Refuses a literal base out of range.
  func requireBase(_ index: Int) throws(Diagnostic) {
    guard let base = literalNumber(index) else { return }
    guard base == base.rounded(), (2.0...36.0).contains(base) else {
      throw invalid(index, "`\(name)` takes a base from 2 to 36")
    }
  }
}
