/// One field of a cron line: which values it stands for, and whether it is written with a star.
struct CronField: Sendable, Equatable {
  /// What a field may hold.
  struct Kind: Sendable {
    let name: String
    let range: ClosedRange<Int>
    /// By place: the first is the lower end of the range.
    var words: [String] = []

    static let minute = Kind(name: "minute", range: 0...59)
    static let hour = Kind(name: "hour", range: 0...23)
    static let day = Kind(name: "day of month", range: 1...31)
    static let month = Kind(
      name: "month", range: 1...12,
      words: [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
      ])
    /// Sunday is 0 and 7.
    static let weekday = Kind(
      name: "day of week", range: 0...7,
      words: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"])
  }

  /// Ascending.
  let values: [Int]
  let isStar: Bool

  init(_ text: Substring, _ kind: Kind) throws(CronError) {
    var found: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      found.formUnion(try Self.values(part, in: text, kind))
    }
    isStar = text.hasPrefix("*")
    values = found.sorted()
  }

  func contains(_ value: Int) -> Bool { values.contains(value) }

  private static func values(
    _ part: Substring, in field: Substring, _ kind: Kind
  ) throws(CronError) -> StrideThrough<Int> {
    let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
    guard let base = pieces.first, !base.isEmpty, pieces.count <= 2 else {
      throw CronError("the \(kind.name) `\(field)` has an empty part or too many slashes")
    }
    let step = try pieces.count == 2 ? step(pieces[1], kind) : 1
    if base == "*" {
      return stride(from: kind.range.lowerBound, through: last(of: kind), by: step)
    }
    let ends = base.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count <= 2 else {
      throw CronError("the \(kind.name) `\(part)` is no range; write `from-to`")
    }
    let low = try number(ends[0], kind)
    guard ends.count == 2 else {
      guard pieces.count == 1 else {
        throw CronError(
          "the \(kind.name) `\(part)` has a step without a range; write "
            + "`\(low)-\(last(of: kind))/\(step)`")
      }
      return stride(from: low, through: low, by: 1)
    }
    let high = try number(ends[1], kind)
    guard low <= high else {
      throw CronError("the \(kind.name) `\(part)` ends before it begins; write two ranges")
    }
    return stride(from: low, through: high, by: step)
  }

  /// A star over the days of a week must not count Sunday twice.
  private static func last(of kind: Kind) -> Int {
    kind.range.upperBound == 7 ? 6 : kind.range.upperBound
  }

  private static func step(_ text: Substring, _ kind: Kind) throws(CronError) -> Int {
    guard let step = plain(text), step > 0 else {
      throw CronError("the step `\(text)` of the \(kind.name) is no whole number above 0")
    }
    return step
  }

  private static func number(_ text: Substring, _ kind: Kind) throws(CronError) -> Int {
    if let place = kind.words.firstIndex(of: text.lowercased()) {
      return kind.range.lowerBound + place
    }
    guard let number = plain(text), kind.range.contains(number) else {
      let names = kind.words.isEmpty ? "" : " or a name such as `\(kind.words[1])`"
      throw CronError(
        "`\(text)` is no \(kind.name): it takes \(kind.range.lowerBound) to "
          + "\(kind.range.upperBound)\(names)")
    }
    return number
  }

  private static func plain(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }
}

/// What is wrong with a cron line, in words that name the field and the way out.
package struct CronError: Error, Sendable, Equatable, CustomStringConvertible {
  package let message: String

  init(_ message: String) { self.message = message }

  package var description: String { message }
}
