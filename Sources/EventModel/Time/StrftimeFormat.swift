/// A time format that prints instants; compiled once, used for every row.
///
/// Source: Splunk Search Reference, date and time format variables. Names are English. A variable
/// that is not known is printed as it stands.
public struct StrftimeFormat: Sendable {
  private let pieces: [TimeFormatPiece]

  public init(_ format: [UInt8]) { pieces = TimeFormatCompiler.compile(format) }

  public init(_ format: String) { self.init(Array(format.utf8)) }

  /// Prints an instant behind what the buffer holds.
  ///
  /// Units: the instant is rounded to the microsecond, and its digits are then cut, never rounded.
  /// Errors: false, and nothing printed, when the instant is no date.
  public func append(
    epoch: Double, zone: TimeZoneRules, to output: inout [UInt8]
  ) -> Bool {
    guard let civil = CivilTime(epoch: epoch, zone: zone) else { return false }
    let seconds = CivilTime.floorDivide(Int((epoch * 1_000_000).rounded()), 1_000_000)
    for piece in pieces {
      switch piece {
      case .literal(let bytes): output.append(contentsOf: bytes)
      case .variable(let variable):
        Self.append(variable, civil, seconds: seconds, zone: zone, to: &output)
      }
    }
    return true
  }

  /// Prints an instant as a string; nil when it is no date.
  public func string(epoch: Double, zone: TimeZoneRules) -> String? {
    var output: [UInt8] = []
    guard append(epoch: epoch, zone: zone, to: &output) else { return nil }
    return String(decoding: output, as: UTF8.self)
  }
}

extension StrftimeFormat {
  private static let space = UInt8(ascii: " ")

  private static func append(
    _ variable: TimeFormatVariable, _ civil: CivilTime, seconds: Int, zone: TimeZoneRules,
    to output: inout [UInt8]
  ) {
    switch variable {
    case .year: number(civil.year, 4, to: &output)
    case .yearOfCentury: number(remainder(civil.year, 100), 2, to: &output)
    case .century: number(CivilTime.floorDivide(civil.year, 100), 2, to: &output)
    case .month: number(civil.month, 2, to: &output)
    case .monthName: output += EnglishNames.months[civil.month - 1]
    case .shortMonthName: output += EnglishNames.months[civil.month - 1].prefix(3)
    case .day: number(civil.day, 2, to: &output)
    case .spacedDay: number(civil.day, 2, pad: space, to: &output)
    case .yearday: number(civil.yearday, 3, to: &output)
    case .weekdayName: output += EnglishNames.weekdays[civil.weekday]
    case .shortWeekdayName: output += EnglishNames.weekdays[civil.weekday].prefix(3)
    case .weekdayFromSunday: number(civil.weekday, 1, to: &output)
    case .weekdayFromMonday: number((civil.weekday + 6) % 7 + 1, 1, to: &output)
    case .weekFromSunday: number((civil.yearday + 6 - civil.weekday) / 7, 2, to: &output)
    case .weekFromMonday:
      number((civil.yearday + 6 - (civil.weekday + 6) % 7) / 7, 2, to: &output)
    case .isoWeek: number(civil.isoWeek.week, 2, to: &output)
    case .isoYear: number(civil.isoWeek.year, 4, to: &output)
    case .isoYearOfCentury: number(remainder(civil.isoWeek.year, 100), 2, to: &output)
    case .hour: number(civil.hour, 2, to: &output)
    case .spacedHour: number(civil.hour, 2, pad: space, to: &output)
    case .hour12: number(hour12(civil), 2, to: &output)
    case .spacedHour12: number(hour12(civil), 2, pad: space, to: &output)
    case .minute: number(civil.minute, 2, to: &output)
    case .second: number(civil.second, 2, to: &output)
    case .meridiem: output += civil.hour < 12 ? "AM".utf8 : "PM".utf8
    case .lowercaseMeridiem: output += civil.hour < 12 ? "am".utf8 : "pm".utf8
    case .subsecond(let kind, let digits):
      subsecond(civil.microsecond, digits: digits ?? kind.defaultDigits, to: &output)
    case .epoch: number(seconds, 1, to: &output)
    case .offset(let colons):
      offset(zone.offset(at: seconds), colons: colons, to: &output)
    case .offsetMinutes:
      let minutes = zone.offset(at: seconds) / 60
      output.append(minutes < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
      number(abs(minutes), 3, to: &output)
    case .zoneName: output += zone.abbreviation(at: seconds)
    case .localeDate:
      number(civil.month, 1, to: &output)
      output.append(UInt8(ascii: "/"))
      number(civil.day, 1, to: &output)
      output.append(UInt8(ascii: "/"))
      number(civil.year, 4, to: &output)
    case .localeTime:
      number(civil.hour, 1, to: &output)
      output.append(UInt8(ascii: ":"))
      number(civil.minute, 2, to: &output)
      output.append(UInt8(ascii: ":"))
      number(civil.second, 2, to: &output)
    }
  }

  private static func hour12(_ civil: CivilTime) -> Int {
    civil.hour % 12 == 0 ? 12 : civil.hour % 12
  }

  private static func remainder(_ value: Int, _ divisor: Int) -> Int {
    value - CivilTime.floorDivide(value, divisor) * divisor
  }

  private static func number(
    _ value: Int, _ width: Int, pad: UInt8 = UInt8(ascii: "0"), to output: inout [UInt8]
  ) {
    if width == 2, value >= 0, value < 100 {
      output.append(value < 10 ? pad : UInt8(ascii: "0") + UInt8(value / 10))
      output.append(UInt8(ascii: "0") + UInt8(value % 10))
      return
    }
    if value < 0 { output.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    var scale: UInt = 1
    var digits = 1
    while rest / scale >= 10 {
      scale *= 10
      digits += 1
    }
    var missing = width - digits
    while missing > 0 {
      output.append(pad)
      missing -= 1
    }
    while scale > 0 {
      output.append(UInt8(ascii: "0") + UInt8(rest / scale))
      rest %= scale
      scale /= 10
    }
  }

  private static func subsecond(_ microsecond: Int, digits: Int, to output: inout [UInt8]) {
    var scale = 100_000
    for _ in 0..<digits {
      let digit = scale == 0 ? 0 : microsecond / scale % 10
      output.append(UInt8(ascii: "0") + UInt8(digit))
      scale /= 10
    }
  }

  /// `%:::z` is the shortest form that is still true: `-05`, but `+05:30`.
  private static func offset(_ seconds: Int, colons: Int, to output: inout [UInt8]) {
    output.append(seconds < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    let value = abs(seconds)
    let (hours, minutes, rest) = (value / 3600, value / 60 % 60, value % 60)
    number(hours, 2, to: &output)
    if colons == 3, minutes == 0, rest == 0 { return }
    if colons > 0 { output.append(UInt8(ascii: ":")) }
    number(minutes, 2, to: &output)
    guard colons == 2 || (colons == 3 && rest != 0) else { return }
    output.append(UInt8(ascii: ":"))
    number(rest, 2, to: &output)
  }
}
