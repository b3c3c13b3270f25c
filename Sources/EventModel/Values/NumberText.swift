import Foundation

/// Numbers as texts and texts as numbers.
public enum NumberText {
  /// The shortest text that reads back as the same number, without an exponent.
  ///
  /// Source: Splunk Search Reference, `eval`: large integers print without exponent; `nan`, `inf`.
  public static func format(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    if number == number.rounded(.towardZero), abs(number) < 9e18 {
      return String(Int64(number))
    }
    let text = number.description
    guard let mark = text.firstIndex(of: "e") else { return text }
    return expanded(text[..<mark], exponent: Int(text[text.index(after: mark)...]) ?? 0)
  }

  /// Moves the decimal point of `1.25` by an exponent.
  private static func expanded(_ mantissa: Substring, exponent: Int) -> String {
    let isNegative = mantissa.hasPrefix("-")
    let parts = mantissa.drop { $0 == "-" }.split(separator: ".")
    let whole = parts.first.map(String.init) ?? "0"
    let fraction = parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
    let digits = whole + fraction
    let point = whole.count + exponent
    let sign = isNegative ? "-" : ""
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    if point >= digits.count {
      return sign + digits + String(repeating: "0", count: point - digits.count)
    }
    return sign + String(digits.prefix(point)) + "." + String(digits.dropFirst(point))
  }

  /// The number that the whole text spells in decimal notation; blanks around it are not allowed.
  @inlinable
  public static func parse(_ text: Bytes) -> Double? {
    // The first byte settles it for nearly every text that is not a number.
    guard text.count > 0, text.count <= 400, text[0] <= UInt8(ascii: "9") else { return nil }
    return parseDigits(text)
  }

  public static func parse(_ text: String) -> Double? {
    var text = text
    return text.withUTF8 { buffer in
      guard let base = buffer.baseAddress else { return nil }
      return parse(Bytes(start: base, count: buffer.count))
    }
  }

  @usableFromInline
  static func parseDigits(_ text: Bytes) -> Double? {
    var index = 0
    let isNegative = text[0] == UInt8(ascii: "-")
    if isNegative || text[0] == UInt8(ascii: "+") { index = 1 }
    var integer: UInt64 = 0
    let firstDigit = index
    while index < text.count, let digit = digit(text[index]) {
      guard index - firstDigit < 18 else { return parseSlowly(text) }
      integer = integer * 10 + UInt64(digit)
      index += 1
    }
    guard index == text.count, index > firstDigit else {
      return parseSlowly(text)
    }
    let value = Double(integer)
    return isNegative ? -value : value
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    let value = byte &- UInt8(ascii: "0")
    return value < 10 ? value : nil
  }

  private static func parseSlowly(_ text: Bytes) -> Double? {
    guard isDecimal(text) else { return nil }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count + 1) { copy in
      for index in 0..<text.count { copy[index] = CChar(bitPattern: text[index]) }
      copy[text.count] = 0
      guard let base = copy.baseAddress else { return nil }
      return strtod(base, nil)
    }
  }

  /// `[+-] digits [. digits] [e [+-] digits]` with at least one digit before the exponent.
  private static func isDecimal(_ text: Bytes) -> Bool {
    var index = 0
    func skipDigits() -> Int {
      let start = index
      while index < text.count, digit(text[index]) != nil { index += 1 }
      return index - start
    }
    func skip(_ bytes: UInt8...) {
      if index < text.count, bytes.contains(text[index]) { index += 1 }
    }
    skip(UInt8(ascii: "-"), UInt8(ascii: "+"))
    var digits = skipDigits()
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      digits += skipDigits()
    }
    guard digits > 0 else { return false }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      skip(UInt8(ascii: "-"), UInt8(ascii: "+"))
      guard skipDigits() > 0 else { return false }
    }
    return index == text.count
  }
}
