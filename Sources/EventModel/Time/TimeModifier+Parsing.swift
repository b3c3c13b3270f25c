extension TimeModifier {
  /// Reads a time modifier; an empty one means now.
  ///
  /// Errors: `TimeSyntaxError` for what is no time, for real-time modifiers, and for amounts
  /// beyond ten thousand years.
  public init(_ text: String) throws(TimeSyntaxError) {
    var copy = text
    let result = copy.withUTF8 { bytes -> Result<TimeModifier, TimeSyntaxError> in
      var parser = TimeModifierParser(text: text, reader: ByteReader(bytes))
      do throws(TimeSyntaxError) {
        return .success(try parser.parse())
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }

  /// `init(_:)` for a text in a buffer.
  public init(bytes: UnsafeBufferPointer<UInt8>) throws(TimeSyntaxError) {
    try self.init(String(decoding: bytes, as: UTF8.self))
  }
}

/// Recursive descent over one modifier; each function reads one part of the grammar.
struct TimeModifierParser {
  let text: String
  var reader: ByteReader

  private static let forms =
    "write an offset such as `-70m`, a snap such as `@d`, both (`-1d@d+5h`), `now`, epoch seconds, "
    + "`2026-11-24T10:00:00Z` or `11/24/2026:10:00:00`"

  mutating func parse() throws(TimeSyntaxError) -> TimeModifier {
    reader.skipSpace()
    if reader.isAtEnd { return TimeModifier(text: text, base: .now, steps: []) }
    if let base = try absolute() {
      try end()
      return TimeModifier(text: text, base: base, steps: [])
    }
    try refuseRealTime()
    let isNamed = reader.takeIgnoringCase(Array("now".utf8))
    if isNamed { _ = reader.takeIgnoringCase(Array("()".utf8)) }
    var steps: [TimeModifier.Step] = []
    // Only the very first amount may leave out its sign.
    if !isNamed, let byte = reader.peek, ByteReader.isDigit(byte) {
      steps.append(try offset(sign: 1))
    }
    while let byte = reader.peek, !ByteReader.isSpace(byte) {
      switch byte {
      case UInt8(ascii: "+"):
        reader.position += 1
        steps.append(try offset(sign: 1))
      case UInt8(ascii: "-"):
        reader.position += 1
        steps.append(try offset(sign: -1))
      case UInt8(ascii: "@"):
        reader.position += 1
        steps.append(try snap())
      default:
        throw TimeSyntaxError(
          "`\(text)` is not a time modifier", at: reader.position, help: Self.forms)
      }
    }
    try end()
    return TimeModifier(text: text, base: .now, steps: steps)
  }

  private mutating func end() throws(TimeSyntaxError) {
    reader.skipSpace()
    guard !reader.isAtEnd else { return }
    throw TimeSyntaxError(
      "`\(text)` is not a time modifier: nothing may follow the time", at: reader.position,
      help: Self.forms)
  }

  private mutating func refuseRealTime() throws(TimeSyntaxError) {
    let start = reader.position
    guard reader.takeIgnoringCase(Array("rt".utf8)) else { return }
    throw TimeSyntaxError(
      "real-time windows are not supported: `\(text)`", at: start,
      help: "use `now` or an offset such as `-5m`")
  }

  mutating func offset(sign: Int) throws(TimeSyntaxError) -> TimeModifier.Step {
    let start = reader.position
    var amount = 1
    if let byte = reader.peek, ByteReader.isDigit(byte) {
      guard let number = reader.number(digits: 18) else {
        throw TimeSyntaxError(
          "an offset is a whole number and a unit", at: start, help: Self.forms)
      }
      amount = number
    }
    let digits = reader.string(start..<reader.position)
    let unit = try unit(
      missing: digits.isEmpty
        ? "an offset needs a number and a unit" : "the offset `\(digits)` has no unit",
      help: digits.isEmpty ? Self.forms : "write `\(sign < 0 ? "-" : "+")\(digits)s` for seconds")
    guard Double(amount) * unit.roughSeconds < 3.2e11 else {
      throw TimeSyntaxError(
        "an offset may not be longer than 10000 years", at: start,
        help: "write `0` for everything since 1970")
    }
    return .offset(sign * amount, unit)
  }

  mutating func snap() throws(TimeSyntaxError) -> TimeModifier.Step {
    if let byte = reader.peek, ByteReader.isDigit(byte) {
      throw TimeSyntaxError(
        "a snap takes a unit and no number", at: reader.position,
        help: "write `@m` for the start of the minute, or round with `bin span=`")
    }
    let unit = try unit(
      missing: "`@` needs a unit to snap to", help: "write one of \(TimeUnit.list)")
    guard let byte = reader.peek, ByteReader.isDigit(byte) else { return .snap(unit) }
    let weekday = Int(byte &- UInt8(ascii: "0"))
    let start = reader.position
    _ = reader.number(digits: 18)
    guard unit == .week, weekday <= 7, reader.position == start + 1 else {
      throw TimeSyntaxError(
        "only a week has a day number, from `@w0` (Sunday) to `@w6` (Saturday)", at: start,
        help: "separate an offset with its sign, as in `@d+5h`")
    }
    return .snapToWeekday(weekday % 7)
  }

  private mutating func unit(
    missing: String, help: String
  ) throws(TimeSyntaxError) -> TimeUnit {
    let name = reader.letters()
    guard !name.isEmpty else { throw TimeSyntaxError(missing, at: name.lowerBound, help: help) }
    let spelled = reader.string(name)
    guard let unit = TimeUnit(name: spelled) else {
      throw TimeSyntaxError(
        "unknown time unit `\(spelled)`", at: name.lowerBound,
        help: "write one of \(TimeUnit.list); `m` is minutes, `mon` months")
    }
    return unit
  }
}

extension TimeModifierParser {
  /// Epoch seconds, ISO 8601 or Splunk's own date form; nil, without moving, for anything else.
  private mutating func absolute() throws(TimeSyntaxError) -> TimeModifier.Base? {
    let start = reader.position
    if let epoch = epochSeconds() { return .epoch(epoch) }
    reader.position = start
    let firstNumber = reader.number(digits: 18)
    let separator = firstNumber == nil ? nil : reader.peek
    reader.position = start
    switch separator {
    case UInt8(ascii: "-"): return try iso8601()
    case UInt8(ascii: "/"): return try slashDate()
    default: return nil
    }
  }

  private mutating func epochSeconds() -> Double? {
    guard let whole = reader.number(digits: 13) else { return nil }
    var microseconds = 0
    if reader.take(UInt8(ascii: ".")) {
      guard let fraction = reader.fraction(digits: 18) else { return nil }
      microseconds = fraction
    }
    if let next = reader.peek, !ByteReader.isSpace(next) { return nil }
    guard Double(whole) <= CivilTime.epochLimit else { return nil }
    return CivilTime.epoch(seconds: whole, microseconds: microseconds)
  }

  /// `2026-11-24`, `2026-11-24T10:00[:00[.5]]`, then nothing, `Z` or an offset.
  private mutating func iso8601() throws(TimeSyntaxError) -> TimeModifier.Base {
    let start = reader.position
    let help = "write `2026-11-24`, `2026-11-24T10:00:00` (local time) or `…Z`, `…+01:00`"
    let fail = { (position: Int) in
      TimeSyntaxError("not a date and time of ISO 8601", at: position, help: help)
    }
    guard let year = reader.fixedNumber(atLeast: 4, atMost: 4), reader.take(UInt8(ascii: "-")),
      let month = reader.fixedNumber(atLeast: 2, atMost: 2), reader.take(UInt8(ascii: "-")),
      let day = reader.fixedNumber(atLeast: 2, atMost: 2)
    else { throw fail(reader.position) }
    var civil = CivilTime(year: year, month: month, day: day)
    let mark = reader.position
    let isTimed =
      reader.take(UInt8(ascii: "T")) || reader.take(UInt8(ascii: "t"))
      || reader.take(UInt8(ascii: " "))
    guard isTimed, !reader.isAtEnd else {
      reader.position = mark
      return .local(try checked(civil, at: start))
    }
    guard let hour = reader.fixedNumber(atLeast: 2, atMost: 2), reader.take(UInt8(ascii: ":")),
      let minute = reader.fixedNumber(atLeast: 2, atMost: 2)
    else { throw fail(reader.position) }
    civil.hour = hour
    civil.minute = minute
    if reader.take(UInt8(ascii: ":")) {
      guard let second = reader.fixedNumber(atLeast: 2, atMost: 2) else {
        throw fail(reader.position)
      }
      civil.second = second
      if reader.take(UInt8(ascii: ".")) {
        guard let fraction = reader.fraction(digits: 18) else { throw fail(reader.position) }
        civil.microsecond = fraction
      }
    }
    _ = try checked(civil, at: start)
    guard let offset = reader.zoneOffset() else { return .local(civil) }
    return .epoch(
      CivilTime.epoch(seconds: civil.localSeconds - offset, microseconds: civil.microsecond))
  }

  /// `11/24/2026:10:00:00`; leading zeros may be left out.
  private mutating func slashDate() throws(TimeSyntaxError) -> TimeModifier.Base {
    let start = reader.position
    let slash = UInt8(ascii: "/")
    let colon = UInt8(ascii: ":")
    guard let month = reader.number(digits: 2), reader.take(slash),
      let day = reader.number(digits: 2), reader.take(slash),
      let year = reader.fixedNumber(atLeast: 4, atMost: 4), reader.take(colon),
      let hour = reader.number(digits: 2), reader.take(colon),
      let minute = reader.number(digits: 2), reader.take(colon),
      let second = reader.number(digits: 2)
    else {
      throw TimeSyntaxError(
        "a date with slashes has the form `%m/%d/%Y:%H:%M:%S`", at: reader.position,
        help: "write `11/24/2026:10:00:00`, or `2026-11-24` for the start of a day")
    }
    return .local(
      try checked(
        CivilTime(
          year: year, month: month, day: day, hour: hour, minute: minute, second: second),
        at: start))
  }

  private func checked(_ civil: CivilTime, at offset: Int) throws(TimeSyntaxError) -> CivilTime {
    guard (1...12).contains(civil.month), civil.day >= 1,
      civil.day <= CivilTime.dayCount(year: civil.year, month: civil.month), civil.hour < 24,
      civil.minute < 60, civil.second <= 60
    else {
      throw TimeSyntaxError(
        "no calendar has the date `\(text)`", at: offset,
        help: "check the month, the day and the time of day")
    }
    return civil
  }
}
