/// A time format that reads instants; compiled once, used for every row.
///
/// Source: Splunk Search Reference, date and time format variables; POSIX strptime for what the
/// page leaves open. A variable that is not known is a literal.
public struct StrptimeFormat: Sendable {
  private let items: [Item]

  enum Item: Sendable, Equatable {
    case byte(UInt8)
    /// Any amount of white space, also none.
    case space
    case variable(TimeFormatVariable)
    /// A point and the digits behind it; the text may leave out both.
    case optionalFraction(point: UInt8, digits: Int)
    /// `%s%3N`: the last digits of one number are the fraction.
    case epochAndFraction(digits: Int)
  }

  public init(_ format: [UInt8]) { items = Self.items(TimeFormatCompiler.compile(format)) }

  public init(_ format: String) { self.init(Array(format.utf8)) }

  /// Reads an instant from the start of a text; what follows the last variable is not looked at.
  ///
  /// A text without any date means the day of `now`, one without a year its year; a time of day
  /// that is missing is midnight. A zone in the text wins over `zone`.
  ///
  /// Units: seconds since 1970, exact to the microsecond.
  /// Errors: nil when the text does not match, names a date that no calendar has, names a month
  /// without a day, or needs a `now` that is not given.
  public func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, now: Double?, zone: TimeZoneRules
  ) -> Double? {
    var reader = ByteReader(bytes)
    var fields = StrptimeFields()
    for item in items {
      switch item {
      case .byte(let byte): guard reader.take(byte) else { return nil }
      case .space: reader.skipSpace()
      case .optionalFraction(let point, let digits):
        guard reader.take(point) else { continue }
        guard let fraction = reader.fraction(digits: digits) else { return nil }
        fields.microsecond = fraction
      case .epochAndFraction(let digits):
        guard fields.readEpoch(&reader, fractionDigits: digits) else { return nil }
      case .variable(let variable):
        guard fields.read(variable, from: &reader, zone: zone) else { return nil }
      }
    }
    return fields.epoch(now: now, zone: zone)
  }

  /// `parse` for a text at hand.
  public func parse(_ text: String, now: Double?, zone: TimeZoneRules) -> Double? {
    var text = text
    return text.withUTF8 { parse($0, now: now, zone: zone) }
  }

  /// `parse` for an array of bytes.
  public func parse(_ bytes: [UInt8], now: Double?, zone: TimeZoneRules) -> Double? {
    bytes.withUnsafeBufferPointer { parse($0, now: now, zone: zone) }
  }

  private static func items(_ pieces: [TimeFormatPiece]) -> [Item] {
    var items: [Item] = []
    for piece in pieces {
      switch piece {
      case .literal(let bytes):
        for byte in bytes { items.append(ByteReader.isSpace(byte) ? .space : .byte(byte)) }
      case .variable(.subsecond(_, let digits)):
        if let digits, items.last == .variable(.epoch) {
          items[items.count - 1] = .epochAndFraction(digits: digits)
          continue
        }
        // Without a width any number of digits is read: %Q often meets six of them.
        let digits = digits ?? 18
        // `%S.%N` reads a text without a fraction: SPL_SEMANTICS §12, doc-strptime-01.
        if case .byte(let point) = items.last,
          point == UInt8(ascii: ".") || point == UInt8(ascii: ",")
        {
          items[items.count - 1] = .optionalFraction(point: point, digits: digits)
        } else {
          items.append(.variable(.subsecond(.nanoseconds, digits: digits)))
        }
      case .variable(let variable): items.append(.variable(variable))
      }
    }
    return items
  }
}
