package import Diagnostics

/// Reads a `search` expression: brackets bind tightest, then NOT, then OR, then AND, which may be
/// left out.
///
/// Source: Splunk Search Manual, "Boolean expressions"; Search Reference, `search`.
package struct SearchExpressionParser {
  /// Brackets deeper than this are refused rather than followed into a stack overflow.
  private static let depthLimit = 500

  private var scanner: Scanner
  private var depth = 0

  /// The whole of a command's arguments; nil when there are none.
  package static func parse(_ scanner: Scanner) throws(Diagnostic) -> SearchExpression? {
    var parser = SearchExpressionParser(scanner: scanner)
    guard !parser.scanner.isAtEnd else { return nil }
    let expression = try parser.conjunction()
    guard parser.scanner.isAtEnd else { throw parser.unexpected() }
    return expression
  }

  /// An expression that ends at the first thing that cannot go on, such as `BY`.
  package static func parse(
    prefixOf scanner: inout Scanner, stopWords: Set<String>
  ) throws(Diagnostic) -> SearchExpression? {
    var parser = SearchExpressionParser(scanner: scanner)
    parser.stopWords = stopWords
    guard !parser.isAtStop else { return nil }
    let expression = try parser.conjunction()
    scanner = parser.scanner
    return expression
  }

  private var stopWords: Set<String> = []

  private init(scanner: Scanner) { self.scanner = scanner }

  private var isAtStop: Bool {
    mutating get {
      if scanner.isAtEnd { return true }
      if scanner.peek() == UInt8(ascii: ")") { return true }
      guard !stopWords.isEmpty, let word = scanner.peekWord(), !word.isQuoted else { return false }
      return stopWords.contains(word.lowercased)
    }
  }

  private mutating func conjunction() throws(Diagnostic) -> SearchExpression {
    var terms: [SearchExpression] = []
    while !isAtStop {
      if !terms.isEmpty { _ = skipOperator("AND") || scanner.skip(",") }
      if isAtStop { break }
      terms.append(try disjunction())
    }
    guard let first = terms.first else { throw missingTerm() }
    return terms.count == 1 ? first : .all(terms)
  }

  private mutating func disjunction() throws(Diagnostic) -> SearchExpression {
    var terms = [try negation()]
    while skipOperator("OR") {
      guard !isAtStop else { throw missingTerm() }
      terms.append(try negation())
    }
    return terms.count == 1 ? terms[0] : .any(terms)
  }

  private mutating func negation() throws(Diagnostic) -> SearchExpression {
    guard skipOperator("NOT") else { return try primary() }
    guard !isAtStop else { throw missingTerm() }
    depth += 1
    defer { depth -= 1 }
    try checkDepth()
    return .not(try negation())
  }

  private mutating func primary() throws(Diagnostic) -> SearchExpression {
    scanner.skipSpace()
    if scanner.peek() == UInt8(ascii: "(") { return try bracketed() }
    if scanner.peek() == UInt8(ascii: "["), let subsearch = scanner.subsearch() {
      return .subsearch(subsearch)
    }
    if let (term, directive) = try directive() { return .term(term, directive) }
    guard let word = try searchWord() else { throw unexpected() }
    if let comparison = comparisonOperator() {
      if let (value, directive) = try directive() {
        return .comparison(
          SearchComparison(
            field: word, comparison: comparison, value: value,
            isCaseSensitive: directive == .exactCase))
      }
      return .comparison(
        SearchComparison(
          field: word, comparison: comparison, value: try value(of: word, comparison)))
    }
    // In front of a comparison, it is a name such as `tag::eventtype`.
    if !word.isQuoted, let colons = word.text.firstRange(of: "::") {
      return indexed(word, at: colons)
    }
    if let values = try list(after: word) { return .inList(field: word, values: values) }
    return .term(word, nil)
  }

  private mutating func bracketed() throws(Diagnostic) -> SearchExpression {
    let open = scanner.position
    scanner.advance()
    depth += 1
    defer { depth -= 1 }
    try checkDepth()
    let outerStops = stopWords
    stopWords = []
    defer { stopWords = outerStops }
    if scanner.skip(")") { return .all([]) }
    let inner = try conjunction()
    guard scanner.skip(")") else {
      throw Diagnostic(
        .unbalancedBracket, "a bracket must be closed with `)`",
        at: Span(scanner.source, open..<(open + 1)), label: "this bracket is never closed")
    }
    return inner
  }

  /// `TERM(…)` and `CASE(…)`.
  private mutating func directive() throws(Diagnostic) -> (term: Word, TermDirective)? {
    for directive in TermDirective.allCases {
      let name = directive.rawValue
      var copy = scanner
      guard let word = try copy.word(), !word.isQuoted, word.text == name,
        copy.peek() == UInt8(ascii: "(")
      else { continue }
      copy.advance()
      guard let inside = try copy.word(stops: [UInt8(ascii: ")")]), copy.skip(")") else {
        throw Diagnostic(
          .missingArgument, "`\(name)` takes one term between brackets", at: word.span)
      }
      scanner = copy
      return (inside, directive)
    }
    return nil
  }

  /// `field::value` is an indexed field.
  private func indexed(_ word: Word, at colons: Range<String.Index>) -> SearchExpression {
    let field = String(word.text[..<colons.lowerBound])
    let value = String(word.text[colons.upperBound...])
    return .comparison(
      SearchComparison(
        field: Word(text: field, span: word.span, isQuoted: false), comparison: "=",
        value: Word(text: value, span: word.span, isQuoted: false)))
  }

  private static let termStops: Set<UInt8> = Set("()[]\"|=<>,".utf8)

  private mutating func searchWord() throws(Diagnostic) -> Word? {
    scanner.skipSpace()
    if scanner.peek() == UInt8(ascii: "\"") { return try scanner.quoted(UInt8(ascii: "\"")) }
    let start = scanner.position
    while let byte = scanner.peek(), !ByteClass.isSpace(byte) {
      if byte == UInt8(ascii: "!"), scanner.peek(1) == UInt8(ascii: "=") { break }
      if Self.termStops.contains(byte), !isFieldTemplate(byte) { break }
      scanner.advance(byte == UInt8(ascii: "\\") ? 2 : 1)
    }
    guard scanner.position > start else { return nil }
    return unescaped(scanner.span(from: start))
  }

  /// `<<FIELD>>` of a `foreach` template is part of a word.
  private func isFieldTemplate(_ byte: UInt8) -> Bool {
    guard byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") else { return false }
    if scanner.peek(1) == byte { return true }
    return scanner.position > 0 && scanner.source.bytes[scanner.position - 1] == byte
  }

  /// The value behind an operator: it may hold operators, and brackets that it opens itself.
  private mutating func value(
    of field: Word, _ comparison: String
  ) throws(Diagnostic) -> Word {
    scanner.skipSpace()
    if scanner.peek() == UInt8(ascii: "\"") { return try scanner.quoted(UInt8(ascii: "\"")) }
    let start = scanner.position
    // `*"two words"*` is one value, of which a part is quoted.
    var text = ""
    var piece = start
    var open = 0
    scan: while let byte = scanner.peek(), !ByteClass.isSpace(byte) {
      switch byte {
      case UInt8(ascii: "("):
        if let end = callEnd() {
          scanner.advance(end - scanner.position)
          continue scan
        }
        open += 1
      case UInt8(ascii: ")"):
        if open == 0 { break scan }
        open -= 1
      case UInt8(ascii: "\""):
        text += unescaped(scanner.span(from: piece)).text
        text += try scanner.quoted(byte).text
        piece = scanner.position
        continue scan
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "|"): break scan
      case UInt8(ascii: "\\"): scanner.advance()
      default: break
      }
      scanner.advance()
    }
    guard scanner.position > start else {
      throw Diagnostic(
        .missingOperand, "`\(field.text)\(comparison)` needs a value", at: field.span,
        help: "write `\(field.text)=\"\"` for the empty text")
    }
    text += unescaped(scanner.span(from: piece)).text
    return Word(text: text, span: scanner.span(from: start), isQuoted: false)
  }

  /// Behind the bracket that closes the one here, when a name stands right before it: `search` does
  /// not evaluate `now()`, but takes it as text, arguments and all.
  private func callEnd() -> Int? {
    let bytes = scanner.source.bytes
    guard scanner.position > 0, ByteClass.isNamePart(bytes[scanner.position - 1])
    else { return nil }
    var depth = 0
    for place in scanner.position..<scanner.end {
      if bytes[place] == UInt8(ascii: "(") { depth += 1 }
      if bytes[place] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return place + 1 }
    }
    return nil
  }

  private func unescaped(_ span: Span) -> Word {
    let text = Quoting.unescaped(span.source.bytes[span.range], quote: UInt8(ascii: "\""))
    return Word(text: text, span: span, isQuoted: false)
  }

  private mutating func comparisonOperator() -> String? {
    for symbol in ["!=", "<=", ">=", "==", "=", "<", ">"] as [StaticString] {
      var copy = scanner
      guard copy.skip(symbol) else { continue }
      let text = "\(symbol)"
      // `a < b` needs an operand; a lone `<` in a phrase is refused by the caller.
      scanner = copy
      return text == "==" ? "=" : text
    }
    return nil
  }

  private mutating func list(after field: Word) throws(Diagnostic) -> [Word]? {
    var copy = scanner
    guard copy.skipKeyword("in"), copy.skip("(") else { return nil }
    scanner = copy
    var values: [Word] = []
    while !scanner.skip(")") {
      // An empty item says nothing: `IN (a,, b)`.
      while scanner.skip(",") {}
      scanner.skipSpace()
      if scanner.skip(")") { break }
      guard let value = try listValue() else {
        throw Diagnostic(
          .unbalancedBracket, "a list must end with `)`", at: scanner.here,
          label: "the list of `\(field.text)` goes on here")
      }
      values.append(value)
    }
    guard !values.isEmpty else {
      throw Diagnostic(.missingArgument, "a list needs a value", at: field.span)
    }
    return values
  }

  private mutating func listValue() throws(Diagnostic) -> Word? {
    if scanner.peek() == UInt8(ascii: "\"") { return try scanner.quoted(UInt8(ascii: "\"")) }
    let start = scanner.position
    while let byte = scanner.peek(), !ByteClass.isSpace(byte), byte != UInt8(ascii: ","),
      byte != UInt8(ascii: ")")
    {
      scanner.advance(byte == UInt8(ascii: "\\") ? 2 : 1)
    }
    return scanner.position > start ? unescaped(scanner.span(from: start)) : nil
  }

  /// Operators are operators in upper case only.
  private mutating func skipOperator(_ name: String) -> Bool {
    var copy = scanner
    guard let word = try? copy.word(), !word.isQuoted, word.text == name else { return false }
    // `OR=1` compares a field of that name.
    if copy.peek() == UInt8(ascii: "=") { return false }
    scanner = copy
    return true
  }

  private func checkDepth() throws(Diagnostic) {
    guard depth <= Self.depthLimit else {
      throw Diagnostic(
        .unexpectedToken, "brackets may be \(Self.depthLimit) deep at most", at: scanner.here)
    }
  }

  private func missingTerm() -> Diagnostic {
    Diagnostic(.missingOperand, "a term must stand here", at: scanner.here)
  }

  private func unexpected() -> Diagnostic {
    var copy = scanner
    copy.skipSpace()
    let start = copy.position
    copy.advance()
    return Diagnostic(
      .unexpectedToken, "a search is terms, comparisons and brackets", at: copy.span(from: start),
      label: "not expected here", help: "put it between double quotes to search for it")
  }
}
