/// The timestamps of Kubernetes audit events: `2026-01-01T00:00:00.004721Z`.
public enum RFC3339 {
  /// The instant of a timestamp that fills the whole buffer.
  ///
  /// Units: seconds since 1970, exact to the microsecond; further digits are rounded.
  /// Errors: nil for anything else, also for dates that no calendar has.
  /// Memory: allocates nothing.
  public static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard bytes.count >= 20 else { return nil }
    guard let century = pair(bytes, 0), let yearOfCentury = pair(bytes, 2),
      let month = pair(bytes, 5), let day = pair(bytes, 8), let hour = pair(bytes, 11),
      let minute = pair(bytes, 14), let second = pair(bytes, 17)
    else { return nil }
    guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] | 0x20 == UInt8(ascii: "t") || bytes[10] == UInt8(ascii: " "),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":")
    else { return nil }
    let year = century * 100 + yearOfCentury
    guard month &- 1 < 12, month > 0, day > 0,
      day <= 28 || day <= CivilTime.dayCount(year: year, month: month),
      hour < 24, minute < 60, second <= 60
    else { return nil }

    var reader = ByteReader(bytes)
    reader.position = 19
    var microseconds = 0
    if reader.take(UInt8(ascii: ".")) {
      guard let fraction = reader.fraction(digits: 18) else { return nil }
      microseconds = fraction
    }
    guard let offset = reader.zoneOffset(), reader.isAtEnd else { return nil }
    let days = CivilTime.days(year: year, month: month, day: day)
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
    return CivilTime.epoch(seconds: seconds, microseconds: microseconds)
  }

  /// `parse` for a text at hand.
  public static func parse(_ text: String) -> Double? {
    var text = text
    return text.withUTF8 { parse($0) }
  }

  private static func pair(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
    let tens = bytes[index] &- UInt8(ascii: "0")
    let ones = bytes[index + 1] &- UInt8(ascii: "0")
    guard tens < 10, ones < 10 else { return nil }
    return Int(tens) * 10 + Int(ones)
  }
}
