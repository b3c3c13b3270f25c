import Diagnostics

/// The tokens of an eval expression, read on demand.
struct EvalTokens {
  private(set) var scanner: Scanner

  init(_ scanner: Scanner) { self.scanner = scanner }

  /// Where the next token starts.
  var position: Int {
    mutating get {
      scanner.skipSpace()
      return scanner.position
    }
  }

  func span(from start: Int) -> Span { scanner.span(from: start) }

  func span(from expression: EvalExpression) -> Span {
    scanner.span(from: expression.span.range.lowerBound)
  }

  mutating func skip(_ symbol: StaticString) -> Bool { scanner.skip(symbol) }

  /// An operator that is a word, in either case, not followed by a bracket as a function is.
  mutating func skipWord(_ word: String) -> Bool {
    var copy = scanner
    copy.skipSpace()
    for byte in word.utf8 {
      guard let here = copy.peek(), here | 0x20 == byte else { return false }
      copy.advance()
    }
    if let next = copy.peek(), ByteClass.isNamePart(next) { return false }
    scanner = copy
    return true
  }

  /// `!x`; `!=` is a comparison.
  mutating func skipBang() -> Bool {
    var copy = scanner
    guard copy.skip("!"), copy.peek() != UInt8(ascii: "=") else { return false }
    scanner = copy
    return true
  }

  /// `IN (` or `NOT IN (`; the bracket stays. True when negated.
  mutating func skipIn() -> Bool? {
    let start = self
    let isNegated = skipWord("not")
    guard skipWord("in"), isAtOpenBracket else {
      self = start
      return nil
    }
    return isNegated
  }

  var isAtOpenBracket: Bool {
    mutating get {
      scanner.skipSpace()
      return scanner.peek() == UInt8(ascii: "(")
    }
  }

  mutating func comparison() -> EvalExpression.BinaryOperator? {
    let symbols: [(StaticString, EvalExpression.BinaryOperator)] = [
      ("==", .equal), ("!=", .notEqual), ("<=", .lessOrEqual), (">=", .greaterOrEqual),
      ("<>", .notEqual), ("=", .equal), ("<", .less), (">", .greater),
    ]
    for (symbol, operation) in symbols {
      if symbol == ("<" as StaticString), isFieldTemplate { continue }
      if scanner.skip(symbol) { return operation }
    }
    return nil
  }

  mutating func operation(
    _ symbols: KeyValuePairs<Character, EvalExpression.BinaryOperator>
  ) -> EvalExpression.BinaryOperator? {
    scanner.skipSpace()
    guard let byte = scanner.peek() else { return nil }
    for (symbol, operation) in symbols where symbol.asciiValue == byte {
      scanner.advance()
      return operation
    }
    return nil
  }

  mutating func subsearch() -> Subsearch? { scanner.subsearch() }

  /// A number: digits, a point, an exponent.
  mutating func number() throws(Diagnostic) -> EvalExpression? {
    let start = position
    let first = scanner.peek()
    let startsWithPoint =
      first == UInt8(ascii: ".") && scanner.peek(1).map { ByteClass.isDigit($0) } ?? false
    guard first.map({ ByteClass.isDigit($0) }) ?? false || startsWithPoint else { return nil }
    skipDigits()
    if scanner.peek() == UInt8(ascii: "."),
      scanner.peek(1).map({ ByteClass.isDigit($0) }) ?? !startsWithPoint
    {
      scanner.advance()
      skipDigits()
    }
    skipExponent()
    let span = scanner.span(from: start)
    if let next = scanner.peek(), ByteClass.isNameStart(next) {
      throw Diagnostic(
        .invalidNumber, "a field name that starts with a digit stands in single quotes",
        at: scanner.span(from: start), help: "write `'name'`")
    }
    guard let value = Double(span.text) else {
      throw Diagnostic(.invalidNumber, "`\(span.text)` is not a number", at: span)
    }
    return EvalExpression(.number(value, text: span.text), span)
  }

  private mutating func skipDigits() {
    while let byte = scanner.peek(), ByteClass.isDigit(byte) { scanner.advance() }
  }

  private mutating func skipExponent() {
    guard let mark = scanner.peek(), mark | 0x20 == UInt8(ascii: "e") else { return }
    let sign = scanner.peek(1)
    let hasSign = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
    guard let digit = scanner.peek(hasSign ? 2 : 1), ByteClass.isDigit(digit) else { return }
    scanner.advance(hasSign ? 2 : 1)
    skipDigits()
  }

  /// `"text"` or `'field'`.
  mutating func quoted() throws(Diagnostic) -> EvalExpression? {
    scanner.skipSpace()
    guard let quote = scanner.peek(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    else { return nil }
    let word = try scanner.quoted(quote, keepsPipes: true)
    let isText = quote == UInt8(ascii: "\"")
    return EvalExpression(isText ? .text(word.text) : .field(word.text), word.span)
  }

  private var isFieldTemplate: Bool {
    var copy = scanner
    return copy.skip("<<")
  }

  /// A bare field or function name; `a.b` without blanks comes as two parts, `$token$` and
  /// `<<FIELD>>` as they are.
  mutating func name() -> (parts: [String], span: Span)? {
    let start = position
    if let template = template() { return ([template], scanner.span(from: start)) }
    guard let first = identifier() else { return nil }
    var parts = [first]
    while scanner.peek() == UInt8(ascii: "."), let next = scanner.peek(1),
      ByteClass.isNameStart(next)
    {
      scanner.advance()
      guard let part = identifier() else { break }
      parts.append(part)
    }
    return (parts, scanner.span(from: start))
  }

  private mutating func identifier() -> String? {
    let start = scanner.position
    guard let first = scanner.peek(), ByteClass.isNameStart(first) else { return nil }
    while let byte = scanner.peek(), ByteClass.isNamePart(byte) { scanner.advance() }
    return scanner.source.string(start..<scanner.position)
  }

  private mutating func template() -> String? {
    let start = scanner.position
    var copy = scanner
    if copy.skip("<<") {
      while let byte = copy.peek(), byte != UInt8(ascii: ">") { copy.advance() }
      guard copy.skip(">>") else { return nil }
    } else if copy.skip("$") {
      while let byte = copy.peek(), byte != UInt8(ascii: "$"), !ByteClass.isSpace(byte) {
        copy.advance()
      }
      guard copy.skip("$") else { return nil }
    } else {
      return nil
    }
    scanner = copy
    return scanner.source.string(start..<scanner.position)
  }

  func unclosed(_ start: Int, with close: String = ")") -> Diagnostic {
    Diagnostic(
      .unbalancedBracket, "a bracket must be closed with `\(close)`",
      at: Span(scanner.source, start..<(start + 1)), label: "this bracket is never closed")
  }

  static func unexpected(_ scanner: Scanner) -> Diagnostic {
    var copy = scanner
    guard !copy.isAtEnd else {
      return Diagnostic(.missingOperand, "a value must stand here", at: copy.here)
    }
    let start = copy.position
    copy.advance()
    return Diagnostic(
      .unexpectedToken, "an expression is values and operators", at: copy.span(from: start),
      label: "not expected here",
      help:
        "a field name with other characters than letters, digits and `_` stands in single quotes")
  }
}

private func == (a: StaticString, b: StaticString) -> Bool { "\(a)" == "\(b)" }
