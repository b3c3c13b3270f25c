/// What a text says about a time, collected variable by variable.
struct StrptimeFields {
  var microsecond = 0
  private var year: Int?
  private var yearOfCentury: Int?
  private var century: Int?
  private var month: Int?
  private var day: Int?
  private var yearday: Int?
  /// 0 is Sunday.
  private var weekday: Int?
  private var weekFromSunday: Int?
  private var weekFromMonday: Int?
  private var isoYear: Int?
  private var isoYearOfCentury: Int?
  private var isoWeek: Int?
  private var hour = 0
  private var hour12: Int?
  private var isAfternoon: Bool?
  private var minute = 0
  private var second = 0
  private var epochSeconds: Int?
  private var offset: Int?
}

extension StrptimeFields {
  /// Reads one variable; false when the text does not hold it.
  mutating func read(
    _ variable: TimeFormatVariable, from reader: inout ByteReader, zone: TimeZoneRules
  ) -> Bool {
    switch variable {
    case .year: return Self.number(&reader, 4, 0...9999, &year)
    case .yearOfCentury: return Self.number(&reader, 2, 0...99, &yearOfCentury)
    case .century: return Self.number(&reader, 2, 0...99, &century)
    case .month: return Self.number(&reader, 2, 1...12, &month)
    case .monthName, .shortMonthName:
      guard let value = EnglishNames.month(&reader) else { return false }
      month = value
    case .day, .spacedDay: return Self.number(&reader, 2, 1...31, &day)
    case .yearday: return Self.number(&reader, 3, 1...366, &yearday)
    case .weekdayName, .shortWeekdayName:
      guard let value = EnglishNames.weekday(&reader) else { return false }
      weekday = value
    case .weekdayFromSunday: return Self.number(&reader, 1, 0...6, &weekday)
    case .weekdayFromMonday:
      guard Self.number(&reader, 1, 1...7, &weekday) else { return false }
      weekday = weekday.map { $0 % 7 }
    case .weekFromSunday: return Self.number(&reader, 2, 0...53, &weekFromSunday)
    case .weekFromMonday: return Self.number(&reader, 2, 0...53, &weekFromMonday)
    case .isoWeek: return Self.number(&reader, 2, 1...53, &isoWeek)
    case .isoYear: return Self.number(&reader, 4, 0...9999, &isoYear)
    case .isoYearOfCentury: return Self.number(&reader, 2, 0...99, &isoYearOfCentury)
    case .hour, .spacedHour: return Self.number(&reader, 2, 0...23, &hour)
    case .hour12, .spacedHour12: return Self.number(&reader, 2, 1...12, &hour12)
    case .minute: return Self.number(&reader, 2, 0...59, &minute)
    case .second: return Self.number(&reader, 2, 0...60, &second)
    case .meridiem, .lowercaseMeridiem: return readMeridiem(&reader)
    case .subsecond(_, let digits):
      guard let fraction = reader.fraction(digits: digits ?? 18) else { return false }
      microsecond = fraction
    case .epoch: return readEpoch(&reader)
    case .offset: return readOffset(&reader, zone)
    case .offsetMinutes: return readOffsetMinutes(&reader)
    case .zoneName: return readZoneName(&reader, zone)
    case .localeDate:
      return Self.number(&reader, 2, 1...12, &month) && reader.take(UInt8(ascii: "/"))
        && Self.number(&reader, 2, 1...31, &day) && reader.take(UInt8(ascii: "/"))
        && Self.number(&reader, 4, 0...9999, &year)
    case .localeTime:
      return Self.number(&reader, 2, 0...23, &hour) && reader.take(UInt8(ascii: ":"))
        && Self.number(&reader, 2, 0...59, &minute) && reader.take(UInt8(ascii: ":"))
        && Self.number(&reader, 2, 0...60, &second)
    }
    return true
  }

  private static func value(
    _ reader: inout ByteReader, _ digits: Int, _ range: ClosedRange<Int>
  ) -> Int? {
    reader.skipSpace()
    guard let value = reader.number(digits: digits), range.contains(value) else { return nil }
    return value
  }

  private static func number(
    _ reader: inout ByteReader, _ digits: Int, _ range: ClosedRange<Int>, _ field: inout Int
  ) -> Bool {
    guard let value = value(&reader, digits, range) else { return false }
    field = value
    return true
  }

  private static func number(
    _ reader: inout ByteReader, _ digits: Int, _ range: ClosedRange<Int>, _ field: inout Int?
  ) -> Bool {
    guard let value = value(&reader, digits, range) else { return false }
    field = value
    return true
  }

  private mutating func readMeridiem(_ reader: inout ByteReader) -> Bool {
    reader.skipSpace()
    guard let first = reader.peek.map(ByteReader.lowercased),
      first == UInt8(ascii: "a") || first == UInt8(ascii: "p")
    else { return false }
    guard reader.takeIgnoringCase([first, UInt8(ascii: "m")]) else { return false }
    isAfternoon = first == UInt8(ascii: "p")
    return true
  }

  private mutating func readEpoch(_ reader: inout ByteReader) -> Bool {
    reader.skipSpace()
    let isNegative = reader.take(UInt8(ascii: "-"))
    guard let value = reader.number(digits: 18), Double(value) <= CivilTime.epochLimit else {
      return false
    }
    epochSeconds = isNegative ? -value : value
    return true
  }

  /// Reads a number whose last digits are a fraction of a second.
  mutating func readEpoch(_ reader: inout ByteReader, fractionDigits: Int) -> Bool {
    reader.skipSpace()
    let start = reader.position
    var end = start
    while end < reader.bytes.count, (0x30...0x39).contains(reader.bytes[end]) { end += 1 }
    let digits = end - start - fractionDigits
    guard (1...18).contains(digits), let seconds = reader.number(digits: digits),
      Double(seconds) <= CivilTime.epochLimit,
      let fraction = reader.fraction(digits: fractionDigits)
    else { return false }
    epochSeconds = seconds
    microsecond = fraction
    return true
  }

  private mutating func readOffset(_ reader: inout ByteReader, _ zone: TimeZoneRules) -> Bool {
    reader.skipSpace()
    if let value = reader.zoneOffset() {
      offset = value
      return true
    }
    return readZoneName(&reader, zone)
  }

  private mutating func readOffsetMinutes(_ reader: inout ByteReader) -> Bool {
    reader.skipSpace()
    let isNegative = reader.take(UInt8(ascii: "-"))
    if !isNegative { _ = reader.take(UInt8(ascii: "+")) }
    guard let minutes = reader.number(digits: 4), minutes < 24 * 60 else { return false }
    offset = (isNegative ? -minutes : minutes) * 60
    return true
  }

  private mutating func readZoneName(_ reader: inout ByteReader, _ zone: TimeZoneRules) -> Bool {
    reader.skipSpace()
    if let first = reader.peek, !ByteReader.isLetter(first) {
      offset = reader.zoneOffset()
      return offset != nil
    }
    let name = reader.string(reader.letters()).uppercased()
    // The search's own zone first: CST is Shanghai's name as well as Chicago's.
    guard
      let value = zone.offset(ofAbbreviation: Array(name.utf8))
        ?? TimeZoneAbbreviations.common[name]
    else { return false }
    offset = value
    return true
  }
}

extension StrptimeFields {
  /// The instant that the fields add up to.
  func epoch(now: Double?, zone: TimeZoneRules) -> Double? {
    if let epochSeconds {
      return CivilTime.epoch(seconds: epochSeconds, microseconds: microsecond)
    }
    // "Today" is the day on the clock that the text was written by.
    let today = now.flatMap { now in
      offset.map { CivilTime(epoch: now + Double($0), zone: .utc) }
        ?? CivilTime(epoch: now, zone: zone)
    }
    guard let days = days(today: today) else { return nil }
    let local = days * 86_400 + hourOfDay * 3600 + minute * 60 + second
    let seconds = offset.map { local - $0 } ?? zone.epoch(local: local)
    return CivilTime.epoch(seconds: seconds, microseconds: microsecond)
  }

  private var hourOfDay: Int {
    guard let hour12 else { return hour }
    guard let isAfternoon else { return hour12 }
    return hour12 % 12 + (isAfternoon ? 12 : 0)
  }

  private var fullYear: Int? {
    if let year { return year }
    guard let yearOfCentury else { return century.map { $0 * 100 } }
    if let century { return century * 100 + yearOfCentury }
    return Self.year(ofCentury: yearOfCentury)
  }

  /// Source: POSIX, 69–99 are the twentieth century.
  private static func year(ofCentury value: Int) -> Int { value < 69 ? 2000 + value : 1900 + value }

  private func days(today: CivilTime?) -> Int? {
    if let month, let day {
      guard let year = fullYear ?? today?.year,
        day <= CivilTime.dayCount(year: year, month: month)
      else { return nil }
      return CivilTime.days(year: year, month: month, day: day)
    }
    guard month == nil, day == nil else { return nil }
    if let yearday {
      guard let year = fullYear ?? today?.year,
        yearday <= (CivilTime.isLeap(year: year) ? 366 : 365)
      else { return nil }
      return CivilTime.days(year: year, month: 1, day: 1) + yearday - 1
    }
    if let isoWeek {
      guard let year = isoYear ?? isoYearOfCentury.map(Self.year(ofCentury:)), let weekday else {
        return nil
      }
      let fourth = CivilTime(year: year, month: 1, day: 4)
      let monday = fourth.days - (fourth.weekday + 6) % 7
      return monday + (isoWeek - 1) * 7 + (weekday + 6) % 7
    }
    if let year = fullYear, let weekday {
      let first = CivilTime(year: year, month: 1, day: 1)
      if let weekFromSunday {
        return first.days + (7 - first.weekday) % 7 + (weekFromSunday - 1) * 7 + weekday
      }
      if let weekFromMonday {
        return first.days + (8 - first.weekday) % 7 + (weekFromMonday - 1) * 7 + (weekday + 6) % 7
      }
    }
    guard fullYear == nil, isoYear == nil, isoYearOfCentury == nil else { return nil }
    return today?.days
  }
}
