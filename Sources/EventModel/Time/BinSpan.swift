/// The width of time bins: `5m`, `1h`, `1d`, `1mon`, `100ms`, `1w@w1`, or plain seconds.
///
/// Source: Splunk Search Reference, bin and timechart; SPL_SEMANTICS §12.
public struct BinSpan: Sendable, Equatable {
  public enum Width: Sendable, Equatable {
    /// Elapsed time; bins are counted from 1970-01-01 00:00:00 UTC or from the alignment.
    case microseconds(Int)
    /// Days of the zone's calendar, counted from 1970-01-01.
    case days(Int)
    /// Weeks of the zone's calendar that start on `weekday` (0 is Sunday).
    case weeks(Int, weekday: Int)
    /// Months of the zone's calendar, counted from January 1970.
    case months(Int)
  }

  public let width: Width

  public init(_ width: Width) { self.width = width }

  /// The start of the bin that an instant lies in.
  ///
  /// `24h` is elapsed time and follows no calendar; `1d` does. The alignment is an instant at
  /// which a bin starts; days and months ignore it, a week then starts at its day and time.
  public func floor(_ epoch: Double, zone: TimeZoneRules, align: Double? = nil) -> Double {
    guard abs(epoch) <= CivilTime.epochLimit else { return epoch }
    switch width {
    case .microseconds(let width):
      let value = Int((epoch * 1_000_000).rounded())
      let origin = align.flatMap(Self.microseconds) ?? 0
      let start = CivilTime.floorDivide(value - origin, width) * width + origin
      return CivilTime.epoch(
        seconds: CivilTime.floorDivide(start, 1_000_000),
        microseconds: start - CivilTime.floorDivide(start, 1_000_000) * 1_000_000)
    case .days(let count):
      guard let days = CivilTime(epoch: epoch, zone: zone)?.days else { return epoch }
      return TimeUnit.midnight(days: CivilTime.floorDivide(days, count) * count, zone)
    case .weeks(let count, let weekday):
      guard let local = CivilTime(epoch: epoch, zone: zone)?.localSeconds else { return epoch }
      // 1970-01-01 was a Thursday, day 4 of the week.
      let origin =
        align.flatMap { CivilTime(epoch: $0, zone: zone)?.localSeconds }
        ?? (weekday - 4) * 86_400
      let width = count * 7 * 86_400
      let start = CivilTime.floorDivide(local - origin, width) * width + origin
      return Double(zone.epoch(local: start))
    case .months(let count):
      guard let civil = CivilTime(epoch: epoch, zone: zone) else { return epoch }
      let months = (civil.year - 1970) * 12 + civil.month - 1
      let first = CivilTime.floorDivide(months, count) * count
      return TimeUnit.midnight(
        days: CivilTime.days(year: 1970, month: first + 1, day: 1), zone)
    }
  }

  /// An instant so many spans away; days and longer keep the wall clock's time.
  ///
  /// From the start of a bin this is the start of a bin.
  public func advance(_ epoch: Double, by count: Int = 1, zone: TimeZoneRules) -> Double {
    switch width {
    case .microseconds(let width):
      if width % 1_000_000 == 0 {
        return TimeUnit.second.add(width / 1_000_000 * count, to: epoch, zone: zone)
      }
      return TimeUnit.microsecond.add(width * count, to: epoch, zone: zone)
    case .days(let days): return TimeUnit.day.add(days * count, to: epoch, zone: zone)
    case .weeks(let weeks, _): return TimeUnit.week.add(weeks * count, to: epoch, zone: zone)
    case .months(let months): return TimeUnit.month.add(months * count, to: epoch, zone: zone)
    }
  }

  private static func microseconds(_ epoch: Double) -> Int? {
    abs(epoch) <= CivilTime.epochLimit ? Int((epoch * 1_000_000).rounded()) : nil
  }
}

extension BinSpan {
  /// Reads `[<int>]<unit>[@<unit>]`, or a plain number of seconds.
  ///
  /// Errors: `TimeSyntaxError` for zero, for unknown units, and for spans below a second that do
  /// not divide it.
  public init(_ text: String) throws(TimeSyntaxError) {
    var copy = text
    let result = copy.withUTF8 { bytes -> Result<BinSpan, TimeSyntaxError> in
      var parser = BinSpanParser(text: text, reader: ByteReader(bytes))
      do throws(TimeSyntaxError) {
        return .success(try parser.parse())
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }
}

private struct BinSpanParser {
  let text: String
  var reader: ByteReader

  mutating func parse() throws(TimeSyntaxError) -> BinSpan {
    reader.skipSpace()
    let whole = reader.number(digits: 12)
    var microseconds = 0
    let mark = reader.position
    if reader.take(UInt8(ascii: ".")) {
      guard let fraction = reader.fraction(digits: 18) else { throw notASpan(mark) }
      microseconds = fraction
    }
    let hasFraction = reader.position > mark
    let name = reader.letters()
    guard !name.isEmpty else {
      guard whole != nil || hasFraction else { throw notASpan(name.lowerBound) }
      try end()
      return BinSpan(try elapsed((whole ?? 0) * 1_000_000 + microseconds))
    }
    guard !hasFraction else {
      throw TimeSyntaxError(
        "a span with a unit is a whole number", at: mark,
        help: "use a smaller unit: `90m` for an hour and a half")
    }
    let spelled = reader.string(name)
    guard let unit = TimeUnit(name: spelled) else {
      throw TimeSyntaxError(
        "unknown time unit `\(spelled)`", at: name.lowerBound,
        help: "write one of \(TimeUnit.list); `m` is minutes, `mon` months")
    }
    let weekday = try weekday(of: unit)
    try end()
    let count = whole ?? 1
    guard count > 0, Double(count) * unit.roughSeconds < 3.2e11 else { throw outOfRange() }
    switch unit.measure {
    case .microseconds(let width):
      guard width >= 1_000_000 || count * width < 1_000_000 else {
        throw TimeSyntaxError(
          "a span in units below one second must be shorter than one second", at: name.lowerBound,
          help: "write it in seconds, such as `1s`")
      }
      return BinSpan(try elapsed(count * width))
    case .days(7): return BinSpan(.weeks(count, weekday: weekday ?? 4))
    case .days(let days): return BinSpan(.days(count * days))
    case .months(let months): return BinSpan(.months(count * months))
    }
  }

  /// The weekday that `@w…` names. Any other snap must repeat the unit, where it changes nothing.
  private mutating func weekday(of unit: TimeUnit) throws(TimeSyntaxError) -> Int? {
    let start = reader.position
    guard reader.take(UInt8(ascii: "@")) else { return nil }
    var parser = TimeModifierParser(text: text, reader: reader)
    let step = try parser.snap()
    reader = parser.reader
    if step == .snap(unit) { return unit == .week ? 0 : nil }
    if unit == .week, case .snapToWeekday(let weekday) = step { return weekday }
    throw TimeSyntaxError(
      "a span snaps to its own unit, a week also to a weekday", at: start,
      help: "write `1w@w1` for weeks from Monday, or use `aligntime=`")
  }

  private func elapsed(_ microseconds: Int) throws(TimeSyntaxError) -> BinSpan.Width {
    guard microseconds > 0, Double(microseconds) < 3.2e17 else { throw outOfRange() }
    guard microseconds >= 1_000_000 || 1_000_000 % microseconds == 0 else {
      throw TimeSyntaxError(
        "a span below one second must divide one second", at: 0,
        help: "write a divisor such as `100ms` or `250ms`")
    }
    return .microseconds(microseconds)
  }

  private mutating func end() throws(TimeSyntaxError) {
    reader.skipSpace()
    guard reader.isAtEnd else { throw notASpan(reader.position) }
  }

  private func notASpan(_ offset: Int) -> TimeSyntaxError {
    TimeSyntaxError(
      "`\(text)` is not a time span", at: offset,
      help: "write a number and a unit: `30s`, `5m`, `1h`, `1d`, `1w`, `1mon`")
  }

  private func outOfRange() -> TimeSyntaxError {
    TimeSyntaxError(
      "a span is longer than nothing and shorter than 10000 years", at: 0,
      help: "write a number and a unit: `30s`, `5m`, `1h`, `1d`, `1w`, `1mon`")
  }
}
