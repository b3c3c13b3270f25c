import Foundation

/// A time zone as a table of its offset changes.
///
/// Memory: a few kilobytes, built once; a lookup touches no system service and takes no lock.
/// Units: the table covers 1970 to 2100; before and after, the first and the last offset hold.
public final class TimeZoneRules: Sendable {
  /// One stretch of time with the same offset.
  struct Period: Sendable, Equatable {
    let offset: Int
    let isDaylight: Bool
    let abbreviation: [UInt8]
  }

  /// What the zone was asked for as: `UTC`, `Europe/Berlin`, `+02:00`.
  public let identifier: String
  /// The instants at which period *n + 1* follows period *n*.
  private let transitions: [Int]
  private let periods: [Period]
  /// How many transitions lie before the start of each slice of the table.
  private let slices: [UInt16]

  static let tableEnd = 4_102_444_800
  /// A slice is 2^22 s (48 days), so a slice rarely holds two transitions.
  private static let sliceShift = 22

  init(identifier: String, first: Period, changes: [(at: Int, period: Period)]) {
    self.identifier = identifier
    transitions = changes.map { $0.at }
    periods = [first] + changes.map { $0.period }
    var slices: [UInt16] = []
    if !changes.isEmpty {
      var passed = 0
      for slice in 0...(Self.tableEnd >> Self.sliceShift) {
        while passed < changes.count, changes[passed].at <= slice << Self.sliceShift {
          passed += 1
        }
        slices.append(UInt16(passed))
      }
    }
    self.slices = slices
  }

  private convenience init(identifier: String, fixed offset: Int, abbreviation: String) {
    let period = Period(offset: offset, isDaylight: false, abbreviation: Array(abbreviation.utf8))
    self.init(identifier: identifier, first: period, changes: [])
  }

  public static let utc = TimeZoneRules(identifier: "UTC", fixed: 0, abbreviation: "UTC")

  /// The zone of a name: `UTC`, `GMT`, `Z`, a tz database name, or a fixed offset such as `+02:00`.
  ///
  /// Errors: `TimeZoneError` when the name is none of these.
  public static func named(_ identifier: String) throws(TimeZoneError) -> TimeZoneRules {
    switch identifier {
    case "UTC", "Etc/UTC", "Z": return utc
    case "GMT", "Etc/GMT":
      return TimeZoneRules(identifier: identifier, fixed: 0, abbreviation: "GMT")
    default: break
    }
    if let offset = fixedOffset(identifier) {
      return TimeZoneRules(
        identifier: identifier, fixed: offset,
        abbreviation: TimeZoneAbbreviations.numeric(offset))
    }
    guard let zone = TimeZone(identifier: identifier) else {
      throw TimeZoneError(identifier: identifier)
    }
    return TimeZoneRules(identifier: identifier, zone: zone)
  }

  /// The zone that the machine is set to.
  ///
  /// Source: the only function here whose answer depends on where it runs.
  public static func machine() -> TimeZoneRules {
    let zone = TimeZone.current
    return (try? named(zone.identifier)) ?? TimeZoneRules(identifier: zone.identifier, zone: zone)
  }

  private static func fixedOffset(_ text: String) -> Int? {
    var text = text
    return text.withUTF8 { bytes in
      var reader = ByteReader(bytes)
      guard let first = reader.peek, first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
      else { return nil }
      guard let offset = reader.zoneOffset(), reader.isAtEnd else { return nil }
      return offset
    }
  }
}

extension TimeZoneRules {
  private func period(at epoch: Int) -> Int {
    guard !transitions.isEmpty, epoch > 0 else { return 0 }
    let slice = epoch >> Self.sliceShift
    guard slice < slices.count else { return transitions.count }
    var index = Int(slices[slice])
    while index < transitions.count, transitions[index] <= epoch { index += 1 }
    return index
  }

  /// Seconds to add to an instant to get the wall clock.
  public func offset(at epoch: Int) -> Int { periods[period(at: epoch)].offset }

  /// What the zone's time is called at an instant: `CEST`, `PST`, `+03`.
  public func abbreviation(at epoch: Int) -> [UInt8] { periods[period(at: epoch)].abbreviation }

  public func isDaylight(at epoch: Int) -> Bool { periods[period(at: epoch)].isDaylight }

  /// The instant at which the wall clock shows a time, given as seconds since 1970 on that clock.
  ///
  /// Ordering: a time that the clock shows twice is the earlier of the two instants; a time that
  /// the clock leaps over is the instant of the leap, the first valid one behind it.
  public func epoch(local: Int) -> Int {
    // No zone is further than a day from UTC, so these two stand on either side of the instant.
    let before = offset(at: local - 86_400)
    let after = offset(at: local + 86_400)
    if before == after { return local - before }
    if offset(at: local - before) == before { return local - before }
    if offset(at: local - after) == after { return local - after }
    let next = period(at: local - max(before, after))
    return next < transitions.count ? transitions[next] : local - before
  }

  /// The offset of a zone abbreviation that this zone itself uses at some time.
  func offset(ofAbbreviation name: [UInt8]) -> Int? {
    periods.last { $0.abbreviation == name }?.offset
  }
}

extension TimeZoneRules {
  /// Reads the changes out of Foundation once, so that no lookup has to call it again.
  private convenience init(identifier: String, zone: TimeZone) {
    let state = { (epoch: Int) -> (offset: Int, isDaylight: Bool) in
      let date = Date(timeIntervalSince1970: Double(epoch))
      return (zone.secondsFromGMT(for: date), zone.isDaylightSavingTime(for: date))
    }
    let period = { (state: (offset: Int, isDaylight: Bool)) -> Period in
      let name = TimeZoneAbbreviations.name(
        zone: identifier, offset: state.offset, isDaylight: state.isDaylight)
      return Period(
        offset: state.offset, isDaylight: state.isDaylight, abbreviation: Array(name.utf8))
    }
    let first = state(0)
    var last = first
    var changes: [(at: Int, period: Period)] = []
    let week = 7 * 86_400
    for end in stride(from: week, through: Self.tableEnd, by: week) {
      let now = state(end)
      guard now != last else { continue }
      var low = end - week
      var high = end
      while high - low > 1 {
        let middle = (low + high) / 2
        if state(middle) == last { low = middle } else { high = middle }
      }
      changes.append((high, period(now)))
      last = now
    }
    self.init(identifier: identifier, first: period(first), changes: changes)
  }
}

/// A time zone name that nobody knows.
public struct TimeZoneError: Error, Sendable, Equatable {
  public let identifier: String

  public var message: String {
    "unknown time zone `\(identifier)`: write a tz database name such as `Europe/Berlin`, "
      + "`UTC`, or an offset such as `+02:00`"
  }
}
