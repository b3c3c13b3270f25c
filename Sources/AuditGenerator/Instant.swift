/// A point in time in UTC, as audit events write it.
///
/// Units: microseconds since 1970-01-01T00:00:00Z.
package struct Instant: Comparable, Hashable, Sendable {
  package var microseconds: Int

  package init(microseconds: Int) {
    self.microseconds = microseconds
  }

  /// Reads `2026-02-10T08:00:00Z`, with up to six digits of a fraction if wanted; nil when it is anything else.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z") else { return nil }
    for (position, mark) in zip([4, 7, 10, 13, 16], "--T::".utf8) where bytes[position] != mark {
      return nil
    }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard
      let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, year: year),
      hour < 24, minute < 60, second < 60
    else { return nil }
    var fraction = 0
    if bytes.count > 20 {
      let digits = bytes.count - 21
      guard bytes[19] == UInt8(ascii: "."), (1...6).contains(digits),
        let value = number(20..<20 + digits)
      else { return nil }
      fraction = value
      for _ in digits..<6 { fraction *= 10 }
    }
    let seconds =
      Self.dayNumber(year: year, month: month, day: day) * 86_400
      + hour * 3_600 + minute * 60 + second
    microseconds = seconds * 1_000_000 + fraction
  }

  package static func < (left: Instant, right: Instant) -> Bool {
    left.microseconds < right.microseconds
  }

  func advanced(by microseconds: Int) -> Instant {
    Instant(microseconds: self.microseconds + microseconds)
  }

  /// Appends `2026-02-10T08:00:00.123456Z`.
  func write(to output: inout [UInt8]) {
    writeSeconds(to: &output)
    output[output.count - 1] = UInt8(ascii: ".")
    output.appendDigits(microseconds.floorModulo(1_000_000), width: 6)
    output.append(UInt8(ascii: "Z"))
  }

  /// Appends `2026-02-10T08:00:00Z`.
  func writeSeconds(to output: inout [UInt8]) {
    let seconds = (microseconds - microseconds.floorModulo(1_000_000)) / 1_000_000
    let ofDay = seconds.floorModulo(86_400)
    let date = Self.date(dayNumber: (seconds - ofDay) / 86_400)
    output.appendDigits(date.year, width: 4)
    output.append(UInt8(ascii: "-"))
    output.appendDigits(date.month, width: 2)
    output.append(UInt8(ascii: "-"))
    output.appendDigits(date.day, width: 2)
    output.append(UInt8(ascii: "T"))
    output.appendDigits(ofDay / 3_600, width: 2)
    output.append(UInt8(ascii: ":"))
    output.appendDigits(ofDay / 60 % 60, width: 2)
    output.append(UInt8(ascii: ":"))
    output.appendDigits(ofDay % 60, width: 2)
    output.append(UInt8(ascii: "Z"))
  }

  // Years are counted from March, so that the leap day is the last day of a year and month
  // lengths follow one linear formula.
  private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month > 2 ? year : year - 1
    let marchMonth = (month + 9) % 12
    let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
    return marchYear * 365 + leapDays + (marchMonth * 306 + 5) / 10 + day - 1 - 719_468
  }

  private static func date(dayNumber: Int) -> (year: Int, month: Int, day: Int) {
    let days = dayNumber + 719_468
    let era = (days - days.floorModulo(146_097)) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  private static func days(inMonth month: Int, year: Int) -> Int {
    if month == 2 {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}

extension Int {
  func floorModulo(_ divisor: Int) -> Int {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
