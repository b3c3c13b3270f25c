/// A date and a time of day as a wall clock shows them, in the proleptic Gregorian calendar.
///
/// Units: `month` and `day` from 1, `microsecond` below one million.
public struct CivilTime: Sendable, Hashable {
  public var year: Int
  public var month: Int
  public var day: Int
  public var hour: Int
  public var minute: Int
  public var second: Int
  public var microsecond: Int

  public init(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    microsecond: Int = 0
  ) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
    self.microsecond = microsecond
  }

  /// The largest distance from 1970 that is still a date.
  ///
  /// Units: seconds; the distance between two such instants in microseconds fits in 64 bits.
  public static let epochLimit = 4e12

  /// The wall clock of an instant, rounded to the microsecond.
  ///
  /// Errors: nil when the instant is not a number or lies beyond `epochLimit`.
  public init?(epoch: Double, zone: TimeZoneRules) {
    guard abs(epoch) <= Self.epochLimit else { return nil }
    let microseconds = Int((epoch * 1_000_000).rounded())
    let seconds = Self.floorDivide(microseconds, 1_000_000)
    self.init(localSeconds: seconds + zone.offset(at: seconds))
    microsecond = microseconds - seconds * 1_000_000
  }

  /// The wall clock that shows a number of seconds after 1970-01-01 00:00:00 on itself.
  public init(localSeconds: Int) {
    let days = Self.floorDivide(localSeconds, 86_400)
    let rest = localSeconds - days * 86_400
    let date = Self.date(days: days)
    self.init(
      year: date.year, month: date.month, day: date.day, hour: rest / 3600,
      minute: rest / 60 % 60, second: rest % 60)
  }

  /// Days between 1970-01-01 and this date.
  public var days: Int { Self.days(year: year, month: month, day: day) }

  /// Seconds between 1970-01-01 00:00:00 and this time on the same wall clock.
  public var localSeconds: Int { days * 86_400 + hour * 3600 + minute * 60 + second }

  /// 0 is Sunday.
  public var weekday: Int { Self.weekday(days: days) }

  /// 1 is the first of January.
  public var yearday: Int { days - Self.days(year: year, month: 1, day: 1) + 1 }

  /// The instant at which a zone's clocks show this time; see `TimeZoneRules.epoch(local:)`.
  public func epoch(in zone: TimeZoneRules) -> Double {
    Self.epoch(seconds: zone.epoch(local: localSeconds), microseconds: microsecond)
  }

  /// Seconds and microseconds as the nearest double; dividing once keeps it exact.
  public static func epoch(seconds: Int, microseconds: Int) -> Double {
    microseconds == 0
      ? Double(seconds) : Double(seconds * 1_000_000 + microseconds) / 1_000_000
  }
}

extension CivilTime {
  /// Days between 1970-01-01 and a date; months outside 1–12 carry into the year.
  public static func days(year: Int, month: Int, day: Int) -> Int {
    // March as the first month puts the leap day last, so month lengths follow one formula.
    let monthsFromMarch = year * 12 + month - 3
    let marchYear = floorDivide(monthsFromMarch, 12)
    let marchMonth = monthsFromMarch - marchYear * 12
    let leapDays =
      floorDivide(marchYear, 4) - floorDivide(marchYear, 100) + floorDivide(marchYear, 400)
    return marchYear * 365 + leapDays + (marchMonth * 153 + 2) / 5 + day - 1 - 719_468
  }

  /// The date a number of days after 1970-01-01.
  public static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let cycle = floorDivide(shifted, 146_097)
    let dayOfCycle = shifted - cycle * 146_097
    let yearOfCycle =
      (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear =
      dayOfCycle - (yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100)
    let marchMonth = (dayOfYear * 5 + 2) / 153
    let day = dayOfYear - (marchMonth * 153 + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, day)
  }

  /// 0 is Sunday; 1970-01-01 was a Thursday.
  public static func weekday(days: Int) -> Int {
    let weekday = (days + 4) % 7
    return weekday < 0 ? weekday + 7 : weekday
  }

  public static func isLeap(year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  public static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 2: isLeap(year: year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The year and week that ISO 8601 counts a date in; weeks start on Monday.
  public var isoWeek: (year: Int, week: Int) {
    let days = days
    let thursday = days - (weekday + 6) % 7 + 3
    let isoYear = Self.date(days: thursday).year
    return (isoYear, (thursday - Self.days(year: isoYear, month: 1, day: 1)) / 7 + 1)
  }

  /// Division that rounds down, also below zero.
  public static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }
}
