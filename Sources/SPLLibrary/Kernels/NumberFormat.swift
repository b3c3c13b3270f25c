import EventModel

/// The ways `tostring` writes a number.
enum NumberFormat: String, Sendable {
  case commas, hex, binary, duration

  /// The text of a cell's number; nil where it has none or the format cannot write it.
  func text(_ cell: Cell) -> String? {
    guard let number = cell.number else { return nil }
    return switch self {
    case .commas: Self.commas(number, hasDecimals: Self.hasDecimals(cell, number))
    case .hex: Self.digits(number, radix: 16, prefix: "0x")
    case .binary: Self.digits(number, radix: 2, prefix: "")
    case .duration: Self.duration(number)
    }
  }

  /// Nil below 0 and above 2^53 - 1.
  ///
  /// Source: Splunk Search Reference, `tostring`: the integers that it takes.
  private static func digits(_ number: Double, radix: Int, prefix: String) -> String? {
    guard let whole = BitField.integer(number.rounded(.towardZero)) else { return nil }
    return prefix + String(whole, radix: radix, uppercase: true)
  }

  /// Thousands apart; where there are decimals, zeros too, they are rounded to two.
  private static func commas(_ number: Double, hasDecimals: Bool) -> String {
    guard number.isFinite else { return NumberText.format(number) }
    return grouped(
      hasDecimals ? DecimalRounding.text(number, places: 2) : NumberText.format(number))
  }

  private static func hasDecimals(_ cell: Cell, _ number: Double) -> Bool {
    if case .text(let text) = cell { return text.buffer.contains(UInt8(ascii: ".")) }
    return number != number.rounded()
  }

  /// Puts a comma between each three digits before the point.
  static func grouped(_ text: String) -> String {
    let sign = text.hasPrefix("-") ? "-" : ""
    let whole = text.dropFirst(sign.count).prefix { $0 != "." }
    var result = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return sign + result + text.dropFirst(sign.count + whole.count)
  }

  /// `D+HH:MM:SS`, days and the fraction of a second only where there are some.
  private static func duration(_ number: Double) -> String? {
    let text = NumberText.format(abs(number))
    guard let whole = Int(text.prefix { $0 != "." }) else { return nil }
    let fraction = text.drop { $0 != "." }
    func two(_ part: Int) -> String { part < 10 ? "0\(part)" : "\(part)" }
    let days = whole / 86_400
    let clock = [whole / 3_600 % 24, whole / 60 % 60, whole % 60].map(two)
    let sign = number < 0 ? "-" : ""
    return sign + (days > 0 ? "\(days)+" : "") + clock.joined(separator: ":") + fraction
  }
}
