/// The forms that texts of content files have.
///
/// Source: the patterns of contentctl 5 and of its successor for ESCU 6.
enum TextForm {
  /// Eight, four, four, four and twelve hexadecimal digits.
  static func isUUID(_ text: String) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.utf8.count) == [8, 4, 4, 4, 12] && groups.allSatisfy(isHexadecimal)
  }

  static func isWebAddress(_ text: String) -> Bool {
    for scheme in ["https://", "http://"] where text.lowercased().hasPrefix(scheme) {
      let rest = text.dropFirst(scheme.count)
      return rest.first.map { $0 != "/" && $0 != "?" } ?? false && !text.contains(" ")
    }
    return false
  }

  /// `2026-11-24`, a day that there is.
  static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy(isDigits),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  /// `T1053` or `T1053.007`.
  static func isTechnique(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let head = parts.first, head.first == "T", head.utf8.count == 5,
      isDigits(head.dropFirst())
    else { return false }
    return parts.count == 1 || (parts[1].utf8.count == 3 && isDigits(parts[1]))
  }

  /// ESCU 6: as above, and the first digit is 1.
  static func isCurrentTechnique(_ text: String) -> Bool {
    isTechnique(text) && text.hasPrefix("T1")
  }

  /// `CVE-2024-21626`.
  static func isCVE(_ text: String) -> Bool { cveNumber(text).map { !$0.isEmpty } ?? false }

  /// ESCU 6: as above, with four to seven digits at the end.
  static func isCurrentCVE(_ text: String) -> Bool {
    cveNumber(text).map { (4...7).contains($0.utf8.count) } ?? false
  }

  private static func cveNumber(_ text: String) -> Substring? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "CVE", parts[1].utf8.count == 4,
      parts[1].first == "1" || parts[1].first == "2", parts.dropFirst().allSatisfy(isDigits)
    else { return nil }
    return parts[2]
  }

  /// `3600s`, `5m`, `1h`.
  static func isPeriod(_ text: String) -> Bool {
    guard let unit = text.last, "smh".contains(unit) else { return false }
    let number = text.dropLast()
    return !number.isEmpty && isDigits(number)
  }

  /// `-70m@m`: a sign, a number, a unit, perhaps a snap.
  static func isScheduleTime(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count <= 2, let offset = parts.first, let sign = offset.first,
      sign == "-" || sign == "+"
    else { return false }
    let digits = offset.dropFirst().prefix { $0.isASCII && $0.isNumber }
    let unit = offset.dropFirst(1 + digits.count)
    guard !digits.isEmpty, units.contains(String(unit)) else { return false }
    return parts.count == 1 || units.contains(String(parts[1]))
  }

  private static let units: Set<String> = ["s", "m", "h", "d", "w", "mon", "q", "y"]

  static func isDigits(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func isHexadecimal(_ text: Substring) -> Bool {
    text.allSatisfy { $0.isASCII && $0.isHexDigit }
  }
}
