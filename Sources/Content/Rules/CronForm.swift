/// The five fields of a cron schedule.
///
/// Source: Splunk's `savedsearches.conf` specification: numbers, `*`, `*/n`, `a-b`, lists; no names
/// of months or days.
enum CronForm {
  private static let fields: [(name: String, range: ClosedRange<Int>)] = [
    ("minute", 0...59), ("hour", 0...23), ("day of month", 1...31), ("month", 1...12),
    ("day of week", 0...7),
  ]

  /// What is wrong with a schedule; nil when nothing is.
  static func problem(_ text: String) -> String? {
    let parts = text.split(separator: " ", omittingEmptySubsequences: true)
    guard parts.count == fields.count else {
      return "there are \(parts.count) fields, not five"
    }
    for (part, field) in zip(parts, fields) {
      let isFine = part.split(separator: ",", omittingEmptySubsequences: false)
        .allSatisfy { isItem($0, in: field.range) }
      if !isFine {
        let range = field.range
        return "`\(part)` is no \(field.name) (\(range.lowerBound) to \(range.upperBound))"
      }
    }
    return nil
  }

  private static func isItem(_ text: Substring, in range: ClosedRange<Int>) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return false }
    if parts.count == 2 {
      guard TextForm.isDigits(parts[1]), let step = Int(parts[1]), step > 0 else { return false }
    }
    if parts[0] == "*" { return true }
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    let numbers = ends.compactMap { TextForm.isDigits($0) ? Int($0) : nil }
    guard numbers.count == ends.count, ends.count <= 2, numbers.allSatisfy(range.contains) else {
      return false
    }
    return numbers.count == 1 ? parts.count == 1 : numbers[0] <= numbers[1]
  }
}
