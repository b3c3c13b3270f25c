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
    guard let word = try word(stops: []) else { return nil }
    guard word.isQuoted else { return RegexWord(text: word.text, span: word.span) }
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
    return RegexWord(text: String(decoding: text, as: UTF8.self), span: word.span)
  }
}
