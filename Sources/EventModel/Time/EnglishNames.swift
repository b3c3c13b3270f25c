/// Month and weekday names; SPL searches are written in English whatever the machine's locale.
enum EnglishNames {
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ].map { Array($0.utf8) }
  /// 0 is Sunday.
  static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ].map { Array($0.utf8) }

  private struct Spelling: Sendable {
    let short: [UInt8]
    let rest: [UInt8]

    init(_ name: [UInt8]) {
      let lowercase = name.map { $0 | 0x20 }
      short = Array(lowercase.prefix(3))
      rest = Array(lowercase.dropFirst(3))
    }
  }

  private static let monthSpellings = months.map(Spelling.init)
  private static let weekdaySpellings = weekdays.map(Spelling.init)

  /// Reads a full or three-letter month name, whatever its case; 1 is January.
  static func month(_ reader: inout ByteReader) -> Int? {
    name(&reader, among: monthSpellings).map { $0 + 1 }
  }

  /// Reads a full or three-letter weekday name, whatever its case; 0 is Sunday.
  static func weekday(_ reader: inout ByteReader) -> Int? {
    name(&reader, among: weekdaySpellings)
  }

  private static func name(_ reader: inout ByteReader, among names: [Spelling]) -> Int? {
    for (index, name) in names.enumerated() where reader.takeIgnoringCase(name.short) {
      _ = reader.takeIgnoringCase(name.rest)
      return index
    }
    return nil
  }
}
