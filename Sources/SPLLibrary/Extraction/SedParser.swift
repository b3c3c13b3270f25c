import Diagnostics
import Execution

/// Reads the text of a sed expression.
struct SedParser {
  private let word: RegexWord
  private let text: [UInt8]
  private var position = 0

  init(_ word: RegexWord) {
    self.word = word
    text = Array(word.text.utf8)
  }

  mutating func steps() throws(Diagnostic) -> [SedExpression.Step] {
    var steps: [SedExpression.Step] = []
    skipSeparators()
    while position < text.count {
      steps.append(try step())
      skipSeparators()
    }
    guard !steps.isEmpty else { throw invalid("it is empty") }
    return steps
  }

  private mutating func step() throws(Diagnostic) -> SedExpression.Step {
    let command = text[position]
    position += 1
    guard command == UInt8(ascii: "s") || command == UInt8(ascii: "y"), position < text.count
    else { throw invalid("it starts with neither `s` nor `y`") }
    let delimiter = text[position]
    position += 1
    let from = try part(upTo: delimiter)
    let to = Self.unescaping(delimiter, in: try part(upTo: delimiter))
    guard command == UInt8(ascii: "s") else {
      return try transliteration(Self.unescaping(delimiter, in: from), to)
    }
    let pattern = RegexWord(text: String(decoding: from, as: UTF8.self), span: word.span)
    return .substitute(try pattern.compiled(), RegexReplacement(to), try occurrence())
  }

  /// The bytes up to a delimiter that no backslash stands before, the delimiter stepped over.
  private mutating func part(upTo delimiter: UInt8) throws(Diagnostic) -> [UInt8] {
    var part: [UInt8] = []
    while position < text.count {
      let byte = text[position]
      position += 1
      if byte == delimiter { return part }
      part.append(byte)
      if byte == UInt8(ascii: "\\"), position < text.count {
        part.append(text[position])
        position += 1
      }
    }
    throw invalid("a part does not end with `\(Character(Unicode.Scalar(delimiter)))`")
  }

  private static func unescaping(_ delimiter: UInt8, in part: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < part.count {
      if part[index] == UInt8(ascii: "\\"), index + 1 < part.count {
        if part[index + 1] != delimiter { result.append(part[index]) }
        result.append(part[index + 1])
        index += 2
      } else {
        result.append(part[index])
        index += 1
      }
    }
    return result
  }

  /// Without a flag the first match, with `g` all, with a number that one.
  private mutating func occurrence() throws(Diagnostic) -> SedExpression.Occurrence {
    var flags: [UInt8] = []
    while position < text.count, !Self.isSeparator(text[position]) {
      flags.append(text[position])
      position += 1
    }
    let flag = String(decoding: flags, as: UTF8.self)
    if flag.isEmpty { return .one(1) }
    if flag == "g" { return .all }
    if let number = Int(flag), number > 0 { return .one(number) }
    throw invalid("the flag `\(flag)` is neither `g` nor a number")
  }

  private func transliteration(
    _ from: [UInt8], _ to: [UInt8]
  ) throws(Diagnostic) -> SedExpression.Step {
    let sources = Array(String(decoding: from, as: UTF8.self).unicodeScalars)
    let targets = Array(String(decoding: to, as: UTF8.self).unicodeScalars)
    guard sources.count == targets.count else {
      throw invalid(
        "`y` has \(sources.count) characters to replace and \(targets.count) to put there")
    }
    return .transliterate(Dictionary(zip(sources, targets)) { first, _ in first })
  }

  private mutating func skipSeparators() {
    while position < text.count, Self.isSeparator(text[position]) { position += 1 }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "\n")
  }

  private func invalid(_ label: String) -> Diagnostic {
    Diagnostic(
      .invalidArgument, "a sed expression is `s/regex/replacement/flags` or `y/from/to/`",
      at: word.span, label: label, help: "flags are `g` for all matches, or the number of one")
  }
}
