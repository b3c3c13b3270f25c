/// A unit of time modifiers and spans.
///
/// Source: Splunk Search Reference, time modifiers; the aliases of SPLUNK_SURFACES §5.3.
public enum TimeUnit: String, Sendable, CaseIterable {
  case microsecond = "us"
  case millisecond = "ms"
  case centisecond = "cs"
  case decisecond = "ds"
  case second = "s"
  case minute = "m"
  case hour = "h"
  case day = "d"
  case week = "w"
  case month = "mon"
  case quarter = "q"
  case year = "y"

  /// What a unit is made of: elapsed time, whole days or whole months of a wall clock.
  public enum Measure: Sendable, Equatable {
    case microseconds(Int)
    case days(Int)
    case months(Int)
  }

  public var measure: Measure {
    switch self {
    case .microsecond: .microseconds(1)
    case .millisecond: .microseconds(1000)
    case .centisecond: .microseconds(10_000)
    case .decisecond: .microseconds(100_000)
    case .second: .microseconds(1_000_000)
    case .minute: .microseconds(60_000_000)
    case .hour: .microseconds(3_600_000_000)
    case .day: .days(1)
    case .week: .days(7)
    case .month: .months(1)
    case .quarter: .months(3)
    case .year: .months(12)
    }
  }

  /// Every way to write the unit; the first is the usual one.
  public var names: [String] {
    switch self {
    case .microsecond: ["us"]
    case .millisecond: ["ms"]
    case .centisecond: ["cs"]
    case .decisecond: ["ds"]
    case .second: ["s", "sec", "secs", "second", "seconds"]
    case .minute: ["m", "min", "mins", "minute", "minutes"]
    case .hour: ["h", "hr", "hrs", "hour", "hours"]
    case .day: ["d", "day", "days"]
    case .week: ["w", "week", "weeks"]
    case .month: ["mon", "month", "months"]
    case .quarter: ["q", "qtr", "qtrs", "quarter", "quarters"]
    case .year: ["y", "yr", "yrs", "year", "years"]
    }
  }

  private static let byName: [String: TimeUnit] = {
    var units: [String: TimeUnit] = [:]
    for unit in allCases { for name in unit.names { units[name] = unit } }
    return units
  }()

  public init?(name: String) {
    guard let unit = Self.byName[name] else { return nil }
    self = unit
  }

  static let list = allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")

  /// Roughly how long the unit is, to refuse amounts that no calendar holds.
  var roughSeconds: Double {
    switch measure {
    case .microseconds(let count): Double(count) / 1_000_000
    case .days(let count): Double(count) * 86_400
    case .months(let count): Double(count) * 2_629_746
    }
  }
}

extension TimeUnit {
  /// An instant so many units away.
  ///
  /// Days and longer keep the time of day on the zone's clock, however long the day is; a day of
  /// the month that the target month lacks becomes its last one. Shorter units are elapsed time.
  public func add(_ amount: Int, to epoch: Double, zone: TimeZoneRules) -> Double {
    guard amount != 0 else { return epoch }
    switch measure {
    case .microseconds(let count) where count % 1_000_000 == 0:
      return epoch + Double(amount) * Double(count / 1_000_000)
    case .microseconds(let count):
      return ((epoch * 1_000_000).rounded() + Double(amount) * Double(count)) / 1_000_000
    case .days(let count):
      guard let civil = CivilTime(epoch: epoch, zone: zone) else { return epoch }
      let local = civil.localSeconds + amount * count * 86_400
      return CivilTime.epoch(
        seconds: zone.epoch(local: local), microseconds: civil.microsecond)
    case .months(let count):
      guard var civil = CivilTime(epoch: epoch, zone: zone) else { return epoch }
      let months = civil.year * 12 + civil.month - 1 + amount * count
      civil.year = CivilTime.floorDivide(months, 12)
      civil.month = months - civil.year * 12 + 1
      civil.day = min(civil.day, CivilTime.dayCount(year: civil.year, month: civil.month))
      return civil.epoch(in: zone)
    }
  }

  /// The start of the unit that an instant lies in, on the zone's clock; weeks start on Sunday.
  public func snap(_ epoch: Double, zone: TimeZoneRules) -> Double {
    guard let civil = CivilTime(epoch: epoch, zone: zone) else { return epoch }
    switch self {
    case .microsecond, .millisecond, .centisecond, .decisecond:
      guard case .microseconds(let count) = measure else { return epoch }
      let total = Int((epoch * 1_000_000).rounded())
      return Double(CivilTime.floorDivide(total, count) * count) / 1_000_000
    case .second: return Self.mark(epoch, civil, past: 0)
    case .minute: return Self.mark(epoch, civil, past: civil.second)
    case .hour: return Self.mark(epoch, civil, past: civil.minute * 60 + civil.second)
    case .day: return Self.midnight(days: civil.days, zone)
    case .week: return Self.snap(epoch, weekday: 0, zone: zone)
    case .month: return Self.midnight(year: civil.year, month: civil.month, zone)
    case .quarter:
      return Self.midnight(year: civil.year, month: (civil.month - 1) / 3 * 3 + 1, zone)
    case .year: return Self.midnight(year: civil.year, month: 1, zone)
    }
  }

  /// The last midnight that began a given weekday (0 is Sunday) at or before an instant.
  public static func snap(_ epoch: Double, weekday: Int, zone: TimeZoneRules) -> Double {
    guard let civil = CivilTime(epoch: epoch, zone: zone) else { return epoch }
    return midnight(days: civil.days - (civil.weekday - weekday + 7) % 7, zone)
  }

  /// Goes back by elapsed time, so that the second pass of a doubled hour stays in that pass.
  private static func mark(_ epoch: Double, _ civil: CivilTime, past seconds: Int) -> Double {
    (epoch - Double(civil.microsecond) / 1_000_000).rounded() - Double(seconds)
  }

  static func midnight(days: Int, _ zone: TimeZoneRules) -> Double {
    Double(zone.epoch(local: days * 86_400))
  }

  private static func midnight(year: Int, month: Int, _ zone: TimeZoneRules) -> Double {
    midnight(days: CivilTime.days(year: year, month: month, day: 1), zone)
  }
}
