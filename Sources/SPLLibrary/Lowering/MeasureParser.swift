package import Diagnostics
import EventModel
package import QueryPlan
package import SPLSyntax

/// Reads the aggregates of `stats` and its relatives: `count values(x) AS y BY a, b`.
package struct MeasureParser {
  let binder: ExpressionBinder
  private let call: CommandCall

  package init(binder: ExpressionBinder, call: CommandCall) {
    self.binder = binder
    self.call = call
  }

  /// Aggregates up to `BY`, another stop word or the end.
  package func measures(
    _ scanner: inout Scanner, until stops: Set<String> = ["by"]
  ) throws(Diagnostic) -> [Measure] {
    var measures: [Measure] = []
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let word = scanner.peekWord(), !word.isQuoted, stops.contains(word.lowercased) { break }
      measures.append(try measure(&scanner))
    }
    guard !measures.isEmpty else { throw call.missing("an aggregate such as `count`") }
    return measures
  }

  /// The fields behind `BY`, if it stands here.
  package func groups(_ scanner: inout Scanner) throws(Diagnostic) -> [String] {
    guard scanner.skipKeyword("by") else { return [] }
    var fields: [String] = []
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if scanner.peekOption() != nil { break }
      guard let field = try scanner.word() else { throw scanner.unexpectedArgument("a field") }
      try field.refuseWildcard(behind: "BY")
      if !fields.contains(field.text) { fields.append(field.text) }
    }
    guard !fields.isEmpty else { throw call.missing("a field behind `BY`") }
    return fields
  }

  /// The aggregate that stands here.
  func measure(_ scanner: inout Scanner) throws(Diagnostic) -> Measure {
    guard let name = try scanner.word() else { throw scanner.unexpectedArgument("an aggregate") }
    let start = name.span.range.lowerBound
    guard let type = AggregateRegistry.aggregate(named: name.lowercased), !name.isQuoted else {
      if name.lowercased == "eval", scanner.peek() == UInt8(ascii: "(") {
        throw Diagnostic(
          .unsupportedSyntax, "an `eval` of aggregates does not run here", at: name.span,
          help: "aggregate with names, `sum(a) AS a sum(b) AS b`, and put `| eval c=a/b` behind")
      }
      let guess = NearMiss.find(name.text, among: AggregateRegistry.names)
      throw Diagnostic(
        .unknownAggregate, "`\(name.text)` is no aggregate of `\(call.name)`", at: name.span,
        help: guess.map { "did you mean `\($0)`?" })
    }
    if type is PerTimeAggregate.Type, call.name != "timechart" {
      throw Diagnostic(
        .unknownAggregate, "`\(name.text)` is an aggregate of `timechart` alone", at: name.span,
        help: "only there do rows stand for spans of time; elsewhere divide `sum` yourself")
    }
    if name.lowercased == "sparkline" { return try sparkline(name, &scanner) }
    let argument = try argument(&scanner)
    let span = scanner.span(from: start)
    let isCount = type.documentation.allowsNoArgument
    let input: Measure.Input
    switch argument {
    case .some(let found): input = found
    case .none where isCount: input = .rows
    case .none: input = .fields(WildcardPattern("*"))
    }
    let function = try type.init(
      AggregateCall(name: name.lowercased, hasArgument: argument != nil, span: span))
    return Measure(
      name: name.lowercased, function: function, input: input,
      output: try output(&scanner, name: name, input: input, span: span), span: span)
  }

  /// `sparkline`, `sparkline(count)`, `sparkline(avg(x), 5m)`.
  private func sparkline(_ name: Word, _ scanner: inout Scanner) throws(Diagnostic) -> Measure {
    let start = name.span.range.lowerBound
    var function: any AggregateFunction = try SparklineAggregate(
      AggregateCall(name: "count", hasArgument: false, span: name.span))
    var input = Measure.Input.rows
    if scanner.peek() == UInt8(ascii: "(") {
      let open = scanner.position
      scanner.advance()
      let inner = try measure(&scanner)
      var seconds: Double?
      if scanner.skip(","), let word = try scanner.word() {
        seconds = TimeUnitSeconds.seconds(word.text)
        guard let seconds, seconds > 0 else {
          throw Diagnostic(.invalidArgument, "`sparkline` takes a span of time", at: word.span)
        }
      }
      guard scanner.skip(")") else { throw unclosed(open, scanner) }
      function = SparklineAggregate(inner: inner.function, span: seconds)
      input = inner.input
    }
    let span = scanner.span(from: start)
    var output = span.text
    if scanner.skipKeyword("as") {
      guard let alias = try scanner.fieldName() else { throw call.missing("a name behind `AS`") }
      output = alias.text
    }
    return Measure(name: "sparkline", function: function, input: input, output: output, span: span)
  }

  /// What stands between the brackets; nil without brackets, or with empty ones.
  private func argument(_ scanner: inout Scanner) throws(Diagnostic) -> Measure.Input? {
    guard scanner.peek() == UInt8(ascii: "(") else { return nil }
    let open = scanner.position
    scanner.advance()
    if scanner.skip(")") { return nil }
    var copy = scanner
    if let word = try copy.word(), !word.isQuoted, word.lowercased == "eval",
      copy.peek() == UInt8(ascii: "(")
    {
      let expression = try EvalParser.parse(&copy)
      scanner = copy
      guard scanner.skip(")") else { throw unclosed(open, scanner) }
      return .expression(try binder.bind(expression))
    }
    guard let field = try scanner.word(stops: Set("()\",|".utf8)) else {
      throw scanner.unexpectedArgument("a field")
    }
    guard field.isQuoted || !field.text.contains(where: { "=<>".contains($0) }) else {
      throw Diagnostic(
        .invalidArgument, "an aggregate takes a field, or an expression in `eval(…)`",
        at: field.span, help: "write `eval(\(field.text))`")
    }
    guard scanner.skip(")") else { throw unclosed(open, scanner) }
    let pattern = WildcardPattern(field.text)
    return pattern.hasWildcard ? .fields(pattern) : .field(field.text)
  }

  private func output(
    _ scanner: inout Scanner, name: Word, input: Measure.Input, span: Span
  ) throws(Diagnostic) -> String {
    guard scanner.skipKeyword("as") else { return Self.defaultOutput(name.text, input, span) }
    guard let alias = try scanner.fieldName() else { throw call.missing("a name behind `AS`") }
    let pattern = WildcardPattern(alias.text)
    if case .fields(let source) = input {
      guard source.parts.count == pattern.parts.count || !pattern.hasWildcard else {
        throw Diagnostic(
          .wildcardMismatch, "both names must have the same number of wildcards", at: alias.span)
      }
    } else if pattern.hasWildcard {
      throw Diagnostic(
        .wildcardMismatch, "a name with a wildcard needs a field with one", at: alias.span)
    }
    return alias.text
  }

  /// The call as it is written, quotes left out.
  private static func defaultOutput(
    _ name: String, _ input: Measure.Input, _ span: Span
  ) -> String {
    switch input {
    case .rows: name
    case .field(let field): "\(name)(\(field))"
    case .fields(let pattern): "\(name)(\(pattern.text))"
    case .expression: span.text
    }
  }

  private func unclosed(_ open: Int, _ scanner: Scanner) -> Diagnostic {
    Diagnostic(
      .unbalancedBracket, "a bracket must be closed with `)`",
      at: Span(scanner.source, open..<(open + 1)), label: "this bracket is never closed")
  }
}
