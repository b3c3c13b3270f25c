package import EventModel

/// The `time` of an event.
///
/// Source: HTTP Event Collector as measured: seconds with a fraction; 13 digits are milliseconds,
/// 19 are nanoseconds.
package enum HECTime {
  /// Microseconds since the epoch; nil for what is no time.
  package static func microseconds(_ text: Bytes) -> Int64? {
    var integer: Int64 = 0
    var index = 0
    while index < text.count, let digit = digit(text[index]) {
      let (tens, overflows) = integer.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) = tens.addingReportingOverflow(digit)
      guard !overflows, !overflowsToo else { return nil }
      integer = sum
      index += 1
    }
    let digits = index
    guard digits > 0 else { return nil }
    guard index < text.count else { return scaled(integer, digits: digits, fraction: 0) }
    guard text[index] == UInt8(ascii: ".") else { return exponential(text) }
    index += 1
    var fraction: Int64 = 0
    var scale: Int64 = 100_000
    while index < text.count, let digit = digit(text[index]) {
      fraction += digit * scale
      scale /= 10
      index += 1
    }
    guard index == text.count else { return exponential(text) }
    return scaled(integer, digits: digits, fraction: fraction)
  }

  private static func digit(_ byte: UInt8) -> Int64? {
    let value = byte &- 0x30
    return value < 10 ? Int64(value) : nil
  }

  /// `fraction` is in millionths of the unit.
  private static func scaled(_ integer: Int64, digits: Int, fraction: Int64) -> Int64? {
    switch digits {
    case ...11: integer * 1_000_000 + fraction
    case 13: integer * 1000 + fraction / 1000
    case 19: integer / 1000
    default: nil
    }
  }

  /// `1.7e9`, as some encoders write it.
  private static func exponential(_ text: Bytes) -> Int64? {
    guard let number = NumberText.parse(text), number >= 0, number < 1e11 else { return nil }
    return Int64((number * 1e6).rounded())
  }
}
