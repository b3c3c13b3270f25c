import Foundation

/// Colours for a person at a terminal; none in a pipe, and none where `NO_COLOR` is set.
///
/// Source: ECMA-48, select graphic rendition; no-color.org.
struct TerminalColor {
  enum Hue: String {
    case red = "1;31"
    case yellow = "33"
    case green = "32"
    case blue = "36"
    case bold = "1"
    case faint = "2"
  }

  static let output = TerminalColor(isTerminal: StandardOutput.isTerminal)
  static let errors = TerminalColor(isTerminal: StandardError.isTerminal)

  private let isOn: Bool

  private init(isTerminal: Bool) {
    let environment = ProcessInfo.processInfo.environment
    isOn =
      isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  func painted(_ text: some StringProtocol, _ hue: Hue) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(hue.rawValue)m\(text)\u{1B}[0m" : String(text)
  }

  /// The start of a line in a hue.
  func painted(_ line: String, start: String, _ hue: Hue) -> String {
    line.hasPrefix(start) ? painted(start, hue) + line.dropFirst(start.count) : line
  }

  /// A diagnostic or another message: how bad it is, the place in the line, the way out.
  func message(_ text: String) -> String {
    guard isOn else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      messageLine(String(line))
    }.joined(separator: "\n")
  }

  private func messageLine(_ line: String) -> String {
    for (word, hue) in [("error", Hue.red), ("warning", .yellow), ("note", .blue)] {
      let trimmed = line.drop { $0 == " " }
      guard trimmed.hasPrefix(word + ":") || trimmed.hasPrefix(word + "[") else { continue }
      guard let end = line.firstIndex(of: ":") else { continue }
      return painted(line[..<end], hue) + line[end...]
    }
    if let match = line.prefixMatch(of: /\ *\|\ +(?=\^)/) {
      return line[..<match.range.upperBound] + painted(line[match.range.upperBound...], .red)
    }
    if let match = line.prefixMatch(of: /\ *=\ (help|note|fix):/) {
      return painted(line[..<match.range.upperBound], .blue) + line[match.range.upperBound...]
    }
    return line
  }

  /// The heads of paragraphs in bold.
  func headed(_ text: String) -> String {
    guard isOn else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.isEmpty || line.hasPrefix(" ") ? String(line) : painted(line, .bold)
    }.joined(separator: "\n")
  }
}
