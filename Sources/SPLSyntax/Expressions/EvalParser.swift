package import Diagnostics

/// Reads an `eval` expression.
///
/// Loosest first: XOR, OR, AND, NOT, comparisons, `+ - .`, `* / %`, signs.
/// Source: Splunk Search Reference, `eval` and `where` (order of evaluation; names in single,
/// texts in double quotes; operators as words in either case).
package struct EvalParser {
  private static let depthLimit = 400
  /// Operators in a row nest to the left as deep as there are of them.
  private static let operatorLimit = 2_000

  var tokens: EvalTokens
  var depth = 0
  private var operators = 0

  /// The expression that the rest of the scanner starts with, stepped over.
  package static func parse(_ scanner: inout Scanner) throws(Diagnostic) -> EvalExpression {
    var parser = EvalParser(tokens: EvalTokens(scanner))
    let expression = try parser.exclusive()
    scanner = parser.tokens.scanner
    return expression
  }

  /// An expression that must reach the end.
  package static func parse(whole scanner: Scanner) throws(Diagnostic) -> EvalExpression {
    var scanner = scanner
    let expression = try parse(&scanner)
    guard scanner.isAtEnd else { throw EvalTokens.unexpected(scanner) }
    return expression
  }

  package static func parse(text: String) throws(Diagnostic) -> EvalExpression {
    try parse(whole: Scanner(SourceText(name: "<expression>", text: text).wholeSpan))
  }

  mutating func exclusive() throws(Diagnostic) -> EvalExpression {
    try deeper()
    defer { depth -= 1 }
    var left = try alternatives()
    while tokens.skipWord("xor") { left = try join(.xor, left, alternatives()) }
    return left
  }

  private mutating func alternatives() throws(Diagnostic) -> EvalExpression {
    var left = try conjunction()
    while tokens.skipWord("or") { left = try join(.or, left, conjunction()) }
    return left
  }

  private mutating func conjunction() throws(Diagnostic) -> EvalExpression {
    var left = try negation()
    while tokens.skipWord("and") { left = try join(.and, left, negation()) }
    return left
  }

  private mutating func negation() throws(Diagnostic) -> EvalExpression {
    let start = tokens.position
    if tokens.skipWord("not") || tokens.skipBang() {
      try deeper()
      defer { depth -= 1 }
      let operand = try negation()
      return EvalExpression(.unary(.not, operand), tokens.span(from: start))
    }
    return try comparison()
  }

  private mutating func comparison() throws(Diagnostic) -> EvalExpression {
    var left = try sum()
    while true {
      if let operation = tokens.comparison() {
        left = try join(operation, left, sum())
      } else if tokens.skipWord("like") {
        left = try join(.like, left, sum())
      } else if let isNegated = tokens.skipIn() {
        let list = try arguments(open: tokens.position)
        guard !list.isEmpty else {
          throw Diagnostic(.missingArgument, "a list needs a value", at: tokens.span(from: left))
        }
        let node = EvalExpression(.inList(left, list), tokens.span(from: left))
        left = isNegated ? EvalExpression(.unary(.not, node), node.span) : node
      } else {
        return left
      }
    }
  }

  private mutating func sum() throws(Diagnostic) -> EvalExpression {
    var left = try product()
    while let operation = tokens.operation(["+": .add, "-": .subtract, ".": .concatenate]) {
      left = try join(operation, left, product())
    }
    return left
  }

  private mutating func product() throws(Diagnostic) -> EvalExpression {
    var left = try signed()
    while let operation = tokens.operation(["*": .multiply, "/": .divide, "%": .remainder]) {
      left = try join(operation, left, signed())
    }
    return left
  }

  private mutating func signed() throws(Diagnostic) -> EvalExpression {
    let start = tokens.position
    if let sign = tokens.operation(["-": .subtract, "+": .add]) {
      try deeper()
      defer { depth -= 1 }
      let operand = try signed()
      let unary: EvalExpression.UnaryOperator = sign == .subtract ? .negate : .plus
      return EvalExpression(.unary(unary, operand), tokens.span(from: start))
    }
    return try primary()
  }

  private mutating func primary() throws(Diagnostic) -> EvalExpression {
    let start = tokens.position
    if tokens.skip("(") {
      let inner = try exclusive()
      guard tokens.skip(")") else { throw tokens.unclosed(start) }
      return EvalExpression(inner.node, tokens.span(from: start))
    }
    if let subsearch = tokens.subsearch() {
      return EvalExpression(.subsearch(subsearch), subsearch.span)
    }
    if let json = try writtenJSON() { return json }
    if let number = try tokens.number() { return number }
    if let quoted = try tokens.quoted() { return quoted }
    guard let name = tokens.name() else { throw EvalTokens.unexpected(tokens.scanner) }
    if name.parts.count == 1, tokens.isAtOpenBracket {
      let list = try arguments(open: tokens.position)
      return EvalExpression(
        .call(name: name.parts[0].lowercased(), nameSpan: name.span, arguments: list),
        tokens.span(from: start))
    }
    let node: EvalExpression.Node =
      name.parts.count == 1 ? .field(name.parts[0]) : .dotted(name.parts)
    return EvalExpression(node, name.span)
  }

  private mutating func arguments(open: Int) throws(Diagnostic) -> [EvalExpression] {
    guard tokens.skip("(") else { throw EvalTokens.unexpected(tokens.scanner) }
    var list: [EvalExpression] = []
    if tokens.skip(")") { return list }
    repeat { list.append(try exclusive()) } while tokens.skip(",")
    guard tokens.skip(")") else { throw tokens.unclosed(open) }
    return list
  }

  private mutating func join(
    _ operation: EvalExpression.BinaryOperator, _ a: EvalExpression, _ b: EvalExpression
  ) throws(Diagnostic) -> EvalExpression {
    operators += 1
    guard operators <= Self.operatorLimit else {
      throw Diagnostic(
        .unexpectedToken, "an expression may have \(Self.operatorLimit) operators at most",
        at: b.span, help: "use `in (…)`, or a lookup")
    }
    return EvalExpression(.binary(operation, a, b), a.span.joined(b.span))
  }

  mutating func deeper() throws(Diagnostic) {
    depth += 1
    guard depth <= Self.depthLimit else {
      throw Diagnostic(
        .unexpectedToken, "an expression may be \(Self.depthLimit) levels deep at most",
        at: tokens.scanner.here)
    }
  }
}
