import Diagnostics

/// Cuts a search whose macros are not expanded into commands and words.
struct LayoutReader {
  let source: SourceText
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  init(_ search: Span) {
    source = search.source
    bytes = search.source.bytes
    position = search.range.lowerBound
    end = search.range.upperBound
  }

  /// The whole search.
  ///
  /// Errors: a quote, bracket, macro call or comment that is not closed.
  static func read(_ search: Span) throws(Diagnostic) -> WrittenPipeline {
    var reader = LayoutReader(search)
    return try reader.pipeline(openedAt: nil)
  }

  /// Up to the end, or behind the bracket that closes a subsearch.
  private mutating func pipeline(openedAt open: Int?) throws(Diagnostic) -> WrittenPipeline {
    var pipeline = WrittenPipeline()
    var comments = try leadingComments()
    if peek() == UInt8(ascii: "|") {
      position += 1
      pipeline.startsWithPipe = true
      pipeline.leading = comments.compactMap {
        guard case .comment(let text) = $0.content else { return nil }
        return text
      }
      comments = []
    }
    while true {
      let isFirst = pipeline.commands.isEmpty && !pipeline.startsWithPipe
      pipeline.commands.append(
        try command(after: comments, isFirst: isFirst, isSubsearch: open != nil))
      comments = []
      guard let byte = peek() else { break }
      position += 1
      if byte == UInt8(ascii: "|") { continue }
      guard open != nil else {
        throw Diagnostic(
          .unbalancedBracket, "a bracket must be opened before it is closed",
          at: Span(source, (position - 1)..<position))
      }
      return pipeline
    }
    guard let open else { return pipeline }
    throw Diagnostic(
      .unbalancedBracket, "a subsearch must end with `]`", at: Span(source, open..<(open + 1)),
      label: "this bracket is never closed")
  }

  private mutating func leadingComments() throws(Diagnostic) -> [WrittenItem] {
    var comments: [WrittenItem] = []
    while true {
      let hasBreak = skipBlanks()
      if hasBreak, let last = comments.indices.last { comments[last].endsLine = true }
      guard isComment(position) else { return comments }
      comments.append(
        WrittenItem(content: .comment(try backquoted()), startsLine: hasBreak))
    }
  }

  private mutating func command(
    after comments: [WrittenItem], isFirst: Bool, isSubsearch: Bool
  ) throws(Diagnostic) -> WrittenCommand {
    var items = comments
    items += try leadingComments()
    let start = position
    while let byte = peek(), ByteClass.isNamePart(byte) { position += 1 }
    let word = source.string(start..<position).lowercased()
    let isName =
      isFirst
      ? PipelineParser.startsCommand(word, isSubsearch: isSubsearch) && isFollowedByBlank
      : !word.isEmpty
    if isName { items.append(WrittenItem(content: .text(word))) } else { position = start }
    let name = isName ? word : isFirst ? "search" : ""
    var words = WordReader(items: items, isAfterBlank: !isName)
    try arguments(of: name, into: &words)
    return WrittenCommand(name: name, items: words.items)
  }

  /// The words so far, and the one that is being read.
  private struct WordReader {
    var items: [WrittenItem]
    var isAfterBlank: Bool
    var isAfterBreak = false
    var word: [UInt8] = []

    mutating func flush() {
      guard !word.isEmpty else { return }
      append(.text(String(decoding: word, as: UTF8.self)))
      word = []
    }

    mutating func append(_ content: WrittenItem.Content) {
      let isComment = if case .comment = content { true } else { false }
      // A comment is a blank to the search, so blanks around it change nothing.
      items.append(
        WrittenItem(
          content: content, isGlued: !isAfterBlank && !isComment,
          startsLine: isComment && isAfterBreak))
      isAfterBlank = isComment
      isAfterBreak = false
    }

    mutating func blank(_ hasBreak: Bool) {
      flush()
      isAfterBlank = true
      guard hasBreak else { return }
      isAfterBreak = true
      guard let last = items.indices.last, case .comment = items[last].content else { return }
      items[last].endsLine = true
    }
  }

  private mutating func arguments(
    of name: String, into words: inout WordReader
  ) throws(Diagnostic) {
    let freedom = WrittenCommand.Freedom(name)
    let hasFieldQuotes = PipelineParser.expressionCommands.contains(name)
    while let byte = peek() {
      let start = position
      switch byte {
      case UInt8(ascii: "|"), UInt8(ascii: "]"):
        words.flush()
        return
      case UInt8(ascii: "["):
        words.flush()
        position += 1
        words.append(.subsearch(try pipeline(openedAt: start)))
      case UInt8(ascii: "`") where isComment(position):
        words.flush()
        words.append(.comment(try backquoted()))
      case _ where ByteClass.isSpace(byte):
        let hasBreak = skipBlanks()
        let isKept = freedom == .atLineEnds && !hasBreak && !words.word.isEmpty && !isAtStop
        if isKept { words.word += bytes[start..<position] } else { words.blank(hasBreak) }
      default:
        let isAtStart = words.word.last.map { ",=(".utf8.contains($0) } ?? true
        try skipToken(byte, freedom, hasFieldQuotes: hasFieldQuotes || isAtStart, words.word)
        words.word += bytes[start..<position]
      }
    }
    words.flush()
  }

  /// Steps over a byte, and over all that belongs to it.
  private mutating func skipToken(
    _ byte: UInt8, _ freedom: WrittenCommand.Freedom, hasFieldQuotes: Bool, _ before: [UInt8]
  ) throws(Diagnostic) {
    switch byte {
    case UInt8(ascii: "\\"): position = min(position + 2, end)
    case UInt8(ascii: "\""): position = try quoteEnd(position)
    case UInt8(ascii: "`"): _ = try backquoted()
    case UInt8(ascii: "'") where hasFieldQuotes:
      // An apostrophe is none: nothing closes it before the next pipe.
      let close = Quoting.end(of: byte, from: position, in: bytes, to: end)
      let isQuote = close.map { !bytes[position..<$0].contains(UInt8(ascii: "|")) } ?? false
      position = isQuote ? close ?? position + 1 : position + 1
    case UInt8(ascii: "("):
      position =
        Self.keepsBrackets(freedom, behind: before)
        ? try bracketEnd(position) ?? position + 1 : position + 1
    default: position += 1
    }
  }

  private static func keepsBrackets(
    _ freedom: WrittenCommand.Freedom, behind word: [UInt8]
  ) -> Bool {
    switch freedom {
    case .everywhere: return false
    case .outsideBrackets, .atLineEnds: return true
    case .outsideCalls:
      guard let last = word.last, ByteClass.isNamePart(last) else { return false }
      let text = String(decoding: word, as: UTF8.self).lowercased()
      return !["in", "not", "and", "or"].contains(text)
    }
  }

  /// Behind the round bracket that closes the one here; nil when a pipe comes first.
  private func bracketEnd(_ start: Int) throws(Diagnostic) -> Int? {
    var reader = self
    var depth = 0
    while let byte = reader.peek() {
      switch byte {
      case UInt8(ascii: "\\"): reader.position += 2
      case UInt8(ascii: "\""): reader.position = try quoteEnd(reader.position)
      case UInt8(ascii: "`"): _ = try reader.backquoted()
      case UInt8(ascii: "["):
        reader.position += 1
        _ = try reader.pipeline(openedAt: reader.position - 1)
      case UInt8(ascii: "|"), UInt8(ascii: "]"): return nil
      default:
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") { depth -= 1 }
        reader.position += 1
        if depth == 0 { return reader.position }
      }
    }
    return nil
  }

  private func quoteEnd(_ start: Int) throws(Diagnostic) -> Int {
    if let close = Quoting.end(of: bytes[start], from: start, in: bytes, to: end) { return close }
    throw Diagnostic(
      .unterminatedQuote, "a quoted text must end with the same quote",
      at: Span(source, start..<(start + 1)), label: "this quote is never closed")
  }

  /// The macro call or comment here, stepped over.
  private mutating func backquoted() throws(Diagnostic) -> String {
    let start = position
    position = try MacroExpander.callEnd(from: start, in: Span(source, start..<end))
    return source.string(start..<position)
  }

  // MARK: Bytes

  private func peek() -> UInt8? { position < end ? bytes[position] : nil }

  private var isAtStop: Bool {
    peek().map { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "]") } ?? true
  }

  private func isComment(_ place: Int) -> Bool {
    MacroExpander.isComment(at: place, in: Span(source, place..<end))
  }

  /// Whether there was a line end among the blanks.
  private mutating func skipBlanks() -> Bool {
    var hasBreak = false
    while let byte = peek(), ByteClass.isSpace(byte) {
      hasBreak = hasBreak || byte == UInt8(ascii: "\n")
      position += 1
    }
    return hasBreak
  }

  /// `search=x` is a comparison of a field of that name, not the command.
  private var isFollowedByBlank: Bool {
    guard let byte = peek() else { return true }
    if byte == UInt8(ascii: "|") || byte == UInt8(ascii: "[") { return true }
    guard ByteClass.isSpace(byte) else { return false }
    let next = bytes[position..<end].first { !ByteClass.isSpace($0) }
    return next != UInt8(ascii: "=")
  }
}
