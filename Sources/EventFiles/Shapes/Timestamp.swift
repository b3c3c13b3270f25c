package import EventModel

/// Times as events write them.
package struct Timestamp {
  /// For times without a zone, and without a year.
  let zone: TimeZoneRules
  let arrival: Double

  /// Units: `arrival` in seconds since 1970.
  package init(zone: TimeZoneRules, arrival: Double) {
    self.zone = zone
    self.arrival = arrival
  }

  /// The time that a value is: RFC 3339, ISO 8601 with or without zone, or seconds, milliseconds,
  /// microseconds or nanoseconds since 1970.
  package func value(_ text: Bytes) -> Double? {
    guard text.count > 0 else { return nil }
    if let time = RFC3339.parse(text.buffer) { return time }
    if text.count >= 19, let (time, end) = isoTime(text, at: 0) {
      return end == text.count ? time : nil
    }
    return NumberText.parse(text).flatMap { Self.epoch($0) }
  }

  /// A number of seconds or of a thousandth, millionth or billionth of them, told by its size.
  static func epoch(_ number: Double) -> Double? {
    guard number.isFinite, number > 0 else { return nil }
    switch number {
    case ..<1e11: return number
    case ..<1e14: return number / 1e3
    case ..<1e17: return number / 1e6
    case ..<1e20: return number / 1e9
    default: return nil
    }
  }

  /// The time that a line begins with, or that stands in brackets as web servers write it.
  package func leading(_ line: Bytes) -> Double? {
    var start = 0
    while start < line.count, line[start] <= 0x20 || line[start] == UInt8(ascii: "[") { start += 1 }
    start = Self.behindPriority(line, from: start)
    guard start < line.count else { return nil }
    if let (time, _) = isoTime(line, at: start) { return time }
    if let time = syslogTime(line, at: start) { return time }
    return bracketTime(line)
  }

  /// Behind what syslog puts in front of the time: `<34>` or `<34>1 `, and the length of the
  /// message where it came over a stream.
  ///
  /// Source: RFC 3164, RFC 5424, RFC 6587.
  private static func behindPriority(_ line: Bytes, from start: Int) -> Int {
    var reader = DigitReader(line, at: start)
    if reader.digits(1...7) != nil {
      guard reader.next() == 0x20 else { return start }
    }
    guard reader.next() == UInt8(ascii: "<"), reader.digits(1...3) != nil,
      reader.next() == UInt8(ascii: ">")
    else { return start }
    let time = reader.position
    if reader.digits(1...2) != nil, reader.next() == 0x20 { return reader.position }
    return time
  }

  /// `2026-11-24T03:47:53.919Z`, also with a blank or slashes, and how far it goes.
  func isoTime(_ text: Bytes, at start: Int) -> (time: Double, end: Int)? {
    var reader = DigitReader(text, at: start)
    guard let year = reader.digits(4), let mark = reader.next(),
      mark == UInt8(ascii: "-") || mark == UInt8(ascii: "/"),
      let month = reader.digits(2), reader.next() == mark, let day = reader.digits(2),
      let middle = reader.next(), middle | 0x20 == UInt8(ascii: "t") || middle == 0x20,
      let clock = clock(&reader)
    else { return nil }
    guard let days = days(year, month, day) else { return nil }
    return resolve(days: days, clock: clock, &reader)
  }

  /// `[24/Nov/2026:03:47:53 +0000]` near the front.
  private func bracketTime(_ line: Bytes) -> Double? {
    let head = line.slice(0..<min(line.count, 512))
    guard let open = head.firstIndex(where: { $0 == UInt8(ascii: "[") }) else { return nil }
    var reader = DigitReader(line, at: open + 1)
    guard let day = reader.digits(2), reader.next() == UInt8(ascii: "/"),
      let month = reader.month(), reader.next() == UInt8(ascii: "/"),
      let year = reader.digits(4), reader.next() == UInt8(ascii: ":"),
      let clock = clock(&reader),
      let days = days(year, month, day)
    else { return nil }
    return resolve(days: days, clock: clock, &reader).time
  }

  /// `Nov 24 03:47:53`; of the years possible, the last one that is not after arrival.
  private func syslogTime(_ line: Bytes, at start: Int) -> Double? {
    var reader = DigitReader(line, at: start)
    guard let month = reader.month(), reader.next() == 0x20 else { return nil }
    reader.skipBlanks()
    guard let day = reader.digits(1...2), reader.next() == 0x20, let clock = clock(&reader) else {
      return nil
    }
    guard let year = CivilTime(epoch: arrival, zone: zone)?.year else { return nil }
    for candidate in [year + 1, year, year - 1, year - 2, year - 3, year - 4] {
      guard let days = days(candidate, month, day) else { continue }
      var end = reader
      let time = resolve(days: days, clock: clock, &end).time
      if time <= arrival + 86_400 { return time }
    }
    return nil
  }

  private func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    guard (1...12).contains(month), day >= 1, day <= CivilTime.dayCount(year: year, month: month)
    else { return nil }
    return CivilTime.days(year: year, month: month, day: day)
  }

  private typealias Clock = (seconds: Int, microseconds: Int)

  private func clock(_ reader: inout DigitReader) -> Clock? {
    guard let hour = reader.digits(2), hour < 24, reader.next() == UInt8(ascii: ":"),
      let minute = reader.digits(2), minute < 60, reader.next() == UInt8(ascii: ":"),
      let second = reader.digits(2), second <= 60
    else { return nil }
    return (hour * 3600 + minute * 60 + second, reader.fraction())
  }

  private func resolve(
    days: Int, clock: Clock, _ reader: inout DigitReader
  ) -> (time: Double, end: Int) {
    let local = days * 86_400 + clock.seconds
    let seconds = reader.zoneOffset().map { local - $0 } ?? zone.epoch(local: local)
    return (
      CivilTime.epoch(seconds: seconds, microseconds: clock.microseconds), reader.position
    )
  }
}

/// Reads the parts of a time.
struct DigitReader {
  private let text: Bytes
  private(set) var position: Int

  init(_ text: Bytes, at position: Int) {
    self.text = text
    self.position = position
  }

  private var byte: UInt8? { position < text.count ? text[position] : nil }

  mutating func next() -> UInt8? {
    guard let byte else { return nil }
    position += 1
    return byte
  }

  mutating func skipBlanks() {
    while byte == 0x20 { position += 1 }
  }

  mutating func digits(_ count: Int) -> Int? { digits(count...count) }

  mutating func digits(_ counts: ClosedRange<Int>) -> Int? {
    var value = 0
    var count = 0
    while count < counts.upperBound, let digit = byte.map({ $0 &- 0x30 }), digit < 10 {
      value = value * 10 + Int(digit)
      position += 1
      count += 1
    }
    return counts.contains(count) ? value : nil
  }

  /// `.919171` or `,919` in microseconds; zero when there is none.
  mutating func fraction() -> Int {
    guard byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") else { return 0 }
    let start = position
    position += 1
    var microseconds = 0
    var scale = 100_000
    var count = 0
    while let digit = byte.map({ $0 &- 0x30 }), digit < 10 {
      // Doubles of today's times resolve no more than this.
      microseconds += Int(digit) * scale
      if count == 6, digit >= 5 { microseconds += 1 }
      scale /= 10
      count += 1
      position += 1
    }
    if count == 0 { position = start }
    return microseconds
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  mutating func month() -> Int? {
    guard position + 3 <= text.count else { return nil }
    let name = String(
      decoding: (0..<3).map { text[position + $0] | 0x20 }, as: UTF8.self)
    guard let index = Self.months.firstIndex(of: name) else { return nil }
    position += 3
    return index + 1
  }

  /// `Z`, `+01:00`, `+0100`, `-07`, with or without a blank before; nil when there is none.
  mutating func zoneOffset() -> Int? {
    let start = position
    if byte == 0x20 { position += 1 }
    guard let sign = next() else {
      position = start
      return nil
    }
    if sign | 0x20 == UInt8(ascii: "z"), position == text.count || !isLetter { return 0 }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = digits(2) else {
      position = start
      return nil
    }
    if byte == UInt8(ascii: ":") { position += 1 }
    let minutes = digits(2) ?? 0
    let offset = hours * 3600 + minutes * 60
    return sign == UInt8(ascii: "-") ? -offset : offset
  }

  private var isLetter: Bool { byte.map { ($0 | 0x20) &- 0x61 < 26 } ?? false }
}
