package import Diagnostics

/// Walks the arguments of one command.
///
/// A value: a command that reads ahead copies it and throws the copy away.
package struct Scanner: Sendable {
  package let source: SourceText
  package private(set) var position: Int
  package let end: Int
  /// The subsearches in this range, found when the pipeline was cut.
  package let subsearches: [Subsearch]

  package init(_ span: Span, subsearches: [Subsearch] = []) {
    source = span.source
    position = span.range.lowerBound
    end = span.range.upperBound
    self.subsearches = subsearches
  }

  package var isAtEnd: Bool {
    mutating get {
      skipSpace()
      return position >= end
    }
  }

  package mutating func skipSpace() {
    while position < end, ByteClass.isSpace(source.bytes[position]) { position += 1 }
  }

  /// The byte here, or `offset` further on.
  package func peek(_ offset: Int = 0) -> UInt8? {
    position + offset < end ? source.bytes[position + offset] : nil
  }

  package mutating func advance(_ count: Int = 1) { position = min(position + count, end) }

  /// Steps over an ASCII text if it stands here, blanks before it included.
  package mutating func skip(_ text: StaticString) -> Bool {
    var copy = self
    copy.skipSpace()
    for index in 0..<text.utf8CodeUnitCount
    where copy.peek(index) != text.utf8Start[index] { return false }
    copy.advance(text.utf8CodeUnitCount)
    self = copy
    return true
  }

  package func span(from start: Int) -> Span { Span(source, start..<max(start, position)) }

  /// An empty span here, for "something is missing".
  package var here: Span { Span(source, position..<position) }

  /// What is left.
  package var rest: Span { Span(source, position..<end) }

  /// The subsearch that starts at the bracket here, stepped over.
  package mutating func subsearch() -> Subsearch? {
    skipSpace()
    guard let found = subsearches.first(where: { $0.span.range.lowerBound == position })
    else { return nil }
    position = found.span.range.upperBound
    return found
  }
}

/// A word or quoted text among a command's arguments.
package struct Word: Sendable {
  package let text: String
  /// With its quotes.
  package let span: Span
  package let isQuoted: Bool

  package init(text: String, span: Span, isQuoted: Bool) {
    self.text = text
    self.span = span
    self.isQuoted = isQuoted
  }

  package var lowercased: String { text.lowercased() }
}

extension Scanner {
  /// The bytes that end an unquoted word among arguments.
  package static let argumentStops: Set<UInt8> = Set(",()=\"[]|".utf8)

  /// The next word, quoted text, or nil at an end, bracket, comma or other stop.
  package mutating func word(
    stops: Set<UInt8> = argumentStops, singleQuotes: Bool = true
  ) throws(Diagnostic) -> Word? {
    skipSpace()
    guard let first = peek() else { return nil }
    let isQuote =
      first == UInt8(ascii: "\"") || (singleQuotes && first == UInt8(ascii: "'"))
    if isQuote { return try quoted(first) }
    let start = position
    while let byte = peek(), !ByteClass.isSpace(byte), !stops.contains(byte) {
      let isSubsearch =
        byte == UInt8(ascii: "[")
        && subsearches.contains { $0.span.range.lowerBound == position }
      if isSubsearch { break }
      advance(byte == UInt8(ascii: "\\") && peek(1) != nil ? 2 : 1)
    }
    guard position > start else { return nil }
    let span = span(from: start)
    return Word(text: span.text, span: span, isQuoted: false)
  }

  /// The next field name: a word that may hold brackets, as the names of `stats` results do
  /// (`count(eval(code=403))`).
  package mutating func fieldName() throws(Diagnostic) -> Word? {
    skipSpace()
    guard let first = peek() else { return nil }
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") { return try quoted(first) }
    let start = position
    scan: while let byte = peek(), !ByteClass.isSpace(byte) {
      switch byte {
      case UInt8(ascii: "("):
        guard position > start, let close = closingBracket() else { break scan }
        position = close
      case UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "="), UInt8(ascii: "\""),
        UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "|"):
        break scan
      default: advance(byte == UInt8(ascii: "\\") && peek(1) != nil ? 2 : 1)
      }
    }
    guard position > start else { return nil }
    let span = span(from: start)
    return Word(text: span.text, span: span, isQuoted: false)
  }

  /// Behind the bracket that closes the round one here.
  private func closingBracket() -> Int? {
    var depth = 0
    for place in position..<end {
      if source.bytes[place] == UInt8(ascii: "(") { depth += 1 }
      if source.bytes[place] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return place + 1 }
    }
    return nil
  }

  /// The quoted text that starts here.
  ///
  /// `keepsPipes`: whether `\|` stays, for texts that may be regular expressions.
  package mutating func quoted(
    _ quote: UInt8, keepsPipes: Bool = false
  ) throws(Diagnostic) -> Word {
    let start = position
    guard let close = Quoting.end(of: quote, from: start, in: source.bytes, to: end) else {
      throw Diagnostic(
        .unterminatedQuote, "a quoted text must end with the same quote",
        at: Span(source, start..<(start + 1)), label: "this quote is never closed")
    }
    position = close
    let text = Quoting.unescaped(
      source.bytes[(start + 1)..<(close - 1)], quote: quote, keepsPipes: keepsPipes)
    return Word(text: text, span: span(from: start), isQuoted: true)
  }

  /// A look at the next word without taking it.
  package func peekWord() -> Word? {
    var copy = self
    return try? copy.word()
  }

  /// Steps over a keyword, in any case, unless it is quoted.
  package mutating func skipKeyword(_ keywords: String...) -> Bool {
    var copy = self
    guard let word = try? copy.word(), !word.isQuoted, keywords.contains(word.lowercased)
    else { return false }
    self = copy
    return true
  }

  /// Whether `name=` stands next, as an option does.
  package func peekOption() -> Word? {
    var copy = self
    guard let name = try? copy.word(), !name.isQuoted, copy.skip("="),
      copy.peek() != UInt8(ascii: "=")
    else { return nil }
    return name
  }

  /// The next `name=value`, if one stands here.
  package mutating func option() throws(Diagnostic) -> CommandOption? {
    guard let name = peekOption() else { return nil }
    _ = try word()
    _ = skip("=")
    guard let value = try word(stops: Self.valueStops) else {
      throw Diagnostic(
        .missingArgument, "option `\(name.text)` needs a value", at: name.span)
    }
    return CommandOption(name: name, value: value)
  }

  /// Values of options may hold brackets and equals signs.
  private static let valueStops: Set<UInt8> = Set(",\"|".utf8).union([UInt8(ascii: ")")])
}

/// `name=value` among a command's arguments.
package struct CommandOption: Sendable {
  package let name: Word
  package let value: Word

  package init(name: Word, value: Word) {
    self.name = name
    self.value = value
  }

  package var key: String { name.lowercased }

  /// The value as a boolean in any of SPL's spellings.
  package func boolean() throws(Diagnostic) -> Bool {
    switch value.lowercased {
    case "t", "true", "1", "yes", "y": return true
    case "f", "false", "0", "no", "n": return false
    default:
      throw Diagnostic(
        .invalidOptionValue, "option `\(name.text)` is true or false", at: value.span,
        label: "neither")
    }
  }

  package func integer(atLeast minimum: Int = 0) throws(Diagnostic) -> Int {
    guard let number = Int(value.text), number >= minimum else {
      throw Diagnostic(
        .invalidOptionValue, "option `\(name.text)` is a whole number of at least \(minimum)",
        at: value.span)
    }
    return number
  }
}
