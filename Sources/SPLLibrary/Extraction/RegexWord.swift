import Diagnostics
import Execution
import SPLSyntax

/// A regular expression among a command's arguments.
struct RegexWord: Sendable {
  let text: String
  /// With its quotes.
  let span: Span

  func compiled() throws(Diagnostic) -> RegularExpression {
    try RegexArgument.compile(text, at: span)
  }
}

extension Scanner {
  /// The regular expression that stands here: between quotes, or up to the next blank.
  ///
  /// Between quotes `\"` is a quote and `\\` a backslash; every other backslash belongs to the
  /// regular expression, `\|` included.
  /// Source: Splunk Search Manual, "SPL and regular expressions".
  mutating func regexWord() throws(Diagnostic) -> RegexWord? {
    guard let first = try word(stops: []) else { return nil }
    guard first.isQuoted else { return RegexWord(text: first.text, span: first.span) }
    var text = Self.regexText(first)
    var span = first.span
    // `"s/a/""/g"`: quoted texts without a blank between them are one.
    while let byte = peek(), byte == UInt8(ascii: "\"") {
      let next = try quoted(byte)
      text += Self.regexText(next)
      span = span.joined(next.span)
    }
    return RegexWord(text: text, span: span)
  }

  /// What stands between the quotes of a word.
  private static func regexText(_ word: Word) -> String {
    let range = word.span.range
    let inside = word.span.source.bytes[(range.lowerBound + 1)..<(range.upperBound - 1)]
    let quote = word.span.source.bytes[range.lowerBound]
    var text: [UInt8] = []
    var isEscaped = false
    for byte in inside {
      if isEscaped {
        isEscaped = false
        if byte != quote && byte != UInt8(ascii: "\\") { text.append(UInt8(ascii: "\\")) }
        text.append(byte)
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        text.append(byte)
      }
    }
    if isEscaped { text.append(UInt8(ascii: "\\")) }
    return String(decoding: text, as: UTF8.self)
  }
}
