import EventModel

/// Rounding of the decimal that a number is shown as, not of its binary value.
///
/// Source: Splunk Search Reference, `round`: `round(2.555, 2)` is 2.56.
enum DecimalRounding {
  private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6]

  /// The number with so many digits behind the point, halves away from zero.
  static func round(_ number: Double, places: Int) -> Double {
    guard number.isFinite else { return number }
    if let scaled = scaled(number, places) {
      return scaled == 0 ? 0 : Double(scaled) / powers[places]
    }
    let digits = Digits(number)
    guard digits.fraction.count > places else { return number }
    return NumberText.parse(digits.rounded(to: places)) ?? number
  }

  /// The text of the rounded number, filled with zeros to so many places.
  static func text(_ number: Double, places: Int) -> String {
    guard number.isFinite else { return NumberText.format(number) }
    guard let scaled = scaled(number, places) else { return Digits(number).rounded(to: places) }
    guard places > 0 else { return String(scaled) }
    let digits = String(scaled.magnitude)
    let filled = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return (scaled < 0 ? "-" : "") + filled.dropLast(places) + "." + filled.suffix(places)
  }

  /// The rounded number times a power of ten, where binary arithmetic is sure of it: not near the
  /// middle between two results, where only the digits tell.
  private static func scaled(_ number: Double, _ places: Int) -> Int? {
    guard powers.indices.contains(places) else { return nil }
    let product = number * powers[places]
    guard abs(product) < 1e12 else { return nil }
    let distance = abs(abs(product.truncatingRemainder(dividingBy: 1)) - 0.5)
    guard distance > 1e-3 else { return nil }
    return Int(product.rounded())
  }

  private struct Digits {
    let isNegative: Bool
    let whole: [UInt8]
    let fraction: [UInt8]

    init(_ number: Double) {
      let text = NumberText.format(abs(number)).utf8
      isNegative = number < 0
      whole = text.prefix { $0 != UInt8(ascii: ".") }.map { $0 - UInt8(ascii: "0") }
      fraction = text.dropFirst(whole.count + 1).map { $0 - UInt8(ascii: "0") }
    }

    func rounded(to places: Int) -> String {
      var kept = whole + fraction.prefix(places)
      kept += Array(repeating: 0, count: max(0, places - fraction.count))
      if fraction.count > places, fraction[places] >= 5 {
        var index = kept.count - 1
        while index >= 0, kept[index] == 9 {
          kept[index] = 0
          index -= 1
        }
        if index >= 0 { kept[index] += 1 } else { kept.insert(1, at: 0) }
      }
      let sign = isNegative && kept.contains { $0 != 0 } ? "-" : ""
      let point = kept.count - places
      let text = kept.map { String($0) }
      guard places > 0 else { return sign + text.joined() }
      return sign + text[..<point].joined() + "." + text[point...].joined()
    }
  }
}
