package import Diagnostics

/// Cuts a search, macros already expanded, into commands.
package struct PipelineParser {
  /// Commands whose arguments are expressions, where `'…'` names a field; elsewhere a single quote
  /// is an apostrophe.
  static let expressionCommands: Set<String> = [
    "eval", "where", "fieldformat", "stats", "eventstats", "streamstats", "chart", "timechart",
    "sitimechart", "sistats", "tstats", "mstats", "foreach", "rename", "table", "fields",
  ]

  /// Commands that may start a subsearch without a pipe before them.
  private static let generatingCommands: Set<String> = [
    "search", "tstats", "mstats", "inputlookup", "makeresults", "from", "rest", "metadata",
    "datamodel", "loadjob", "savedsearch", "gentimes", "mcatalog", "multisearch", "union",
    "inputcsv", "dbinspect", "eventcount", "walklex", "typeahead", "metasearch", "pivot",
    "history", "set", "format", "return", "eval", "stats", "where", "rex", "table", "fields",
    "rename", "append", "dbxquery", "sendalert", "localop",
  ]

  /// Subsearches deeper than this are refused rather than followed into a stack overflow.
  private static let depthLimit = 50

  private let source: SourceText

  /// Whether a word that no pipe stands before is the name of a command.
  static func startsCommand(_ word: String, isSubsearch: Bool) -> Bool {
    isSubsearch ? generatingCommands.contains(word) : word == "search"
  }

  /// The commands of a search; the first may do without its `search`.
  package static func parse(_ span: Span) throws(Diagnostic) -> Pipeline {
    try PipelineParser(source: span.source).pipeline(span.range, depth: 0)
  }

  private func pipeline(
    _ range: Range<Int>, depth: Int
  ) throws(Diagnostic) -> Pipeline {
    guard depth <= Self.depthLimit else {
      throw Diagnostic(
        .unexpectedToken, "subsearches may stand \(Self.depthLimit) deep at most",
        at: Span(source, range), help: "put the inner searches into lookups")
    }
    var commands: [CommandCall] = []
    var position = skipSpace(from: range.lowerBound, to: range.upperBound)
    var isFirst = true
    var startsWithPipe = false
    if position < range.upperBound, source.bytes[position] == UInt8(ascii: "|") {
      position += 1
      isFirst = false
      startsWithPipe = true
    }
    while true {
      let cut = try segment(
        from: position, to: range.upperBound, isFirst: isFirst, depth: depth)
      commands.append(cut.command)
      position = cut.end
      isFirst = false
      guard position < range.upperBound else { break }
      position += 1
    }
    return Pipeline(
      commands: commands, span: Span(source, range), startsWithPipe: startsWithPipe)
  }

  private func segment(
    from start: Int, to limit: Int, isFirst: Bool, depth: Int
  ) throws(Diagnostic) -> (command: CommandCall, end: Int) {
    let start = skipSpace(from: start, to: limit)
    let nameEnd = nameEnd(from: start, to: limit)
    let word = source.string(start..<nameEnd).lowercased()
    let startsCommand: Bool =
      if !isFirst {
        nameEnd > start
      } else {
        Self.startsCommand(word, isSubsearch: depth > 0) && isFollowedByBlank(nameEnd, limit)
      }
    let name = startsCommand ? word : "search"
    if !startsCommand && !isFirst { throw missingCommand(at: start, limit: limit) }
    let bodyStart = startsCommand ? nameEnd : start
    let body = try scan(
      from: bodyStart, to: limit, singleQuotes: Self.expressionCommands.contains(name),
      depth: depth)
    if isFirst, !startsCommand, trimmed(start..<body.end).isEmpty {
      throw missingCommand(at: start, limit: limit)
    }
    if !startsCommand, start < body.end, source.bytes[start] == UInt8(ascii: "=") {
      throw Diagnostic(
        .missingOperand, "a comparison needs a field before its `=`",
        at: Span(source, start..<(start + 1)))
    }
    let command = CommandCall(
      name: name, nameSpan: Span(source, start..<(startsCommand ? nameEnd : start)),
      arguments: Span(source, trimmed(bodyStart..<body.end)), subsearches: body.subsearches,
      isImplicit: !startsCommand)
    return (command, body.end)
  }

  private func missingCommand(at start: Int, limit: Int) -> Diagnostic {
    let isAtEnd = start >= limit
    return Diagnostic(
      .emptyCommand, "a command must stand \(isAtEnd ? "here" : "behind each pipe")",
      at: Span(source, start..<min(start + 1, limit)),
      label: isAtEnd ? "the search ends" : "no command name")
  }

  /// The end of the arguments that start here: a pipe outside quotes and brackets, or the limit.
  private func scan(
    from start: Int, to limit: Int, singleQuotes: Bool, depth: Int
  ) throws(Diagnostic) -> (end: Int, subsearches: [Subsearch]) {
    var subsearches: [Subsearch] = []
    var position = start
    while position < limit {
      let byte = source.bytes[position]
      switch byte {
      case UInt8(ascii: "\\"):
        position += 2
      case UInt8(ascii: "\""):
        position = try quoteEnd(byte, from: position, to: limit)
      case UInt8(ascii: "'") where singleQuotes:
        position = try quoteEnd(byte, from: position, to: limit)
      case UInt8(ascii: "["):
        if singleQuotes,
          let end = ArrayLiteral.end(from: position, in: source.bytes, to: limit)
        {
          position = end
          continue
        }
        let close = try bracketEnd(from: position, to: limit)
        let inner = (position + 1)..<(close - 1)
        let pipeline = try pipeline(inner, depth: depth + 1)
        subsearches.append(Subsearch(pipeline: pipeline, span: Span(source, position..<close)))
        position = close
      case UInt8(ascii: "]"):
        throw Diagnostic(
          .unbalancedBracket, "a bracket must be opened before it is closed",
          at: Span(source, position..<(position + 1)))
      case UInt8(ascii: "$"):
        position = tokenEnd(from: position, to: limit) ?? (position + 1)
      case UInt8(ascii: "|"):
        return (position, subsearches)
      default:
        position += 1
      }
    }
    return (limit, subsearches)
  }

  /// Behind a dashboard's token with a filter, `$name|s$`, whose pipe is none; nil for anything else.
  /// A filter is a letter: a byte that is no character by itself would be printed as three.
  private func tokenEnd(from start: Int, to limit: Int) -> Int? {
    var position = start + 1
    while position < limit,
      ByteClass.isNamePart(source.bytes[position])
        || ".:".utf8.contains(source.bytes[position])
    {
      position += 1
    }
    guard position > start + 1, position + 2 < limit, source.bytes[position] == UInt8(ascii: "|"),
      (source.bytes[position + 1] | 0x20) &- UInt8(ascii: "a") < 26,
      source.bytes[position + 2] == UInt8(ascii: "$")
    else { return nil }
    return position + 3
  }

  private func quoteEnd(_ quote: UInt8, from start: Int, to limit: Int) throws(Diagnostic) -> Int {
    if let end = Quoting.end(of: quote, from: start, in: source.bytes, to: limit) { return end }
    throw Diagnostic(
      .unterminatedQuote, "a quoted text must end with the same quote",
      at: Span(source, start..<(start + 1)), label: "this quote is never closed")
  }

  /// Behind the bracket that closes the one here.
  private func bracketEnd(from start: Int, to limit: Int) throws(Diagnostic) -> Int {
    var depth = 0
    var position = start
    while position < limit {
      switch source.bytes[position] {
      case UInt8(ascii: "\\"): position += 1
      case UInt8(ascii: "\""):
        position = try quoteEnd(UInt8(ascii: "\""), from: position, to: limit) - 1
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return position + 1 }
      default: break
      }
      position += 1
    }
    throw Diagnostic(
      .unbalancedBracket, "a subsearch must end with `]`",
      at: Span(source, start..<(start + 1)), label: "this bracket is never closed")
  }

  private func nameEnd(from start: Int, to limit: Int) -> Int {
    var end = start
    while end < limit, ByteClass.isNamePart(source.bytes[end]) { end += 1 }
    return end
  }

  private func isFollowedByBlank(_ position: Int, _ limit: Int) -> Bool {
    guard position < limit else { return true }
    let byte = source.bytes[position]
    if byte == UInt8(ascii: "|") || byte == UInt8(ascii: "[") { return true }
    guard ByteClass.isSpace(byte) else { return false }
    // `search=x` and `search = x` are comparisons of a field of that name.
    let next = skipSpace(from: position, to: limit)
    return next >= limit || source.bytes[next] != UInt8(ascii: "=")
  }

  private func skipSpace(from start: Int, to limit: Int) -> Int {
    var position = start
    while position < limit, ByteClass.isSpace(source.bytes[position]) { position += 1 }
    return position
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    let start = skipSpace(from: range.lowerBound, to: range.upperBound)
    var end = range.upperBound
    while end > start, ByteClass.isSpace(source.bytes[end - 1]) { end -= 1 }
    return start..<end
  }
}
