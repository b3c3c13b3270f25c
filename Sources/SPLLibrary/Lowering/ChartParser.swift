import Diagnostics
import EventModel
import QueryPlan
import SPLSyntax

/// Reads what `chart` and `timechart` share: options, aggregates, splits.
struct ChartParser {
  private let call: CommandCall
  private let isTimechart: Bool
  private var specification = ChartSpecification()
  private(set) var span: CommandOption?
  private(set) var align: CommandOption?
  private(set) var range = BucketRange()
  private(set) var isContinuous = true
  private(set) var keepsPartial = true
  private(set) var hasFixedRange = true
  private var unnamedEval: Span?

  init(_ call: CommandCall, isTimechart: Bool) {
    self.call = call
    self.isTimechart = isTimechart
  }

  private static let options = [
    "limit", "useother", "otherstr", "usenull", "nullstr", "sep", "format", "agg", "cont",
    "partial", "fixedrange", "span", "bins", "minspan", "start", "end", "aligntime",
    "dedup_splitvals",
  ]

  mutating func parse(_ plan: PlanBuilder) throws(Diagnostic) -> ChartSpecification {
    var scanner = call.scanner
    try readOptions(&scanner)
    let parser = MeasureParser(binder: plan.binder, call: call)
    specification.measures = try measures(&scanner, parser)
    try readOptions(&scanner)
    if !isTimechart, scanner.skipKeyword("over") {
      specification.row = try split(&scanner, plan)
    }
    if scanner.skipKeyword("by") {
      let first = try split(&scanner, plan)
      _ = scanner.skip(",")
      if isTimechart || specification.row != nil {
        specification.column = first
      } else {
        specification.row = first
        if let next = scanner.peekWord(), scanner.peekOption() == nil,
          next.lowercased != "where" || next.isQuoted
        {
          specification.column = try split(&scanner, plan)
        }
      }
    }
    try readCondition(&scanner)
    try readOptions(&scanner)
    try scanner.expectEnd(call)
    try checkFields()
    try checkNames()
    return specification
  }

  private mutating func measures(
    _ scanner: inout Scanner, _ parser: MeasureParser
  ) throws(Diagnostic) -> [Measure] {
    var measures: [Measure] = []
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let word = scanner.peekWord(), !word.isQuoted,
        ["by", "over", "where"].contains(word.lowercased)
      {
        break
      }
      if scanner.peekOption() != nil { break }
      if let derived = try derived(&scanner, parser, place: measures.count) {
        measures += derived
        continue
      }
      let isBracketed = scanner.skip("(")
      let measure = try parser.measure(&scanner)
      try checkArgument(of: measure)
      measures.append(measure)
      specification.series.append(ChartSpecification.Series(measure))
      if isBracketed { _ = scanner.skip(")") }
    }
    guard !measures.isEmpty else { throw call.missing("an aggregate such as `count`") }
    return measures
  }

  /// The aggregates of `eval(…) [AS name]`, if it stands here.
  private mutating func derived(
    _ scanner: inout Scanner, _ parser: MeasureParser, place: Int
  ) throws(Diagnostic) -> [Measure]? {
    var ahead = scanner
    guard let word = try ahead.word(), !word.isQuoted, word.lowercased == "eval",
      ahead.peek() == UInt8(ascii: "(")
    else { return nil }
    let aggregates = try AggregateExpression(
      try EvalParser.parse(&ahead), place: place, parser: parser)
    guard !aggregates.measures.isEmpty else {
      throw Diagnostic(
        .unsupportedSyntax, "an `eval` of `\(call.name)` is made of aggregates", at: word.span,
        help: "write `eval(avg(size)/max(delay)) AS ratio`")
    }
    var output = ahead.span(from: word.span.range.lowerBound).text
    if ahead.skipKeyword("as") {
      guard let alias = try ahead.fieldName() else { throw call.missing("a name behind `AS`") }
      output = alias.text
    } else {
      unnamedEval = ahead.span(from: word.span.range.lowerBound)
    }
    scanner = ahead
    specification.derived.append(
      Assignment(output, try parser.binder.value(aggregates.expression)))
    specification.series.append(ChartSpecification.Series(output: output, isCount: false))
    return aggregates.measures
  }

  /// A field and the options of its buckets.
  private mutating func split(
    _ scanner: inout Scanner, _ plan: PlanBuilder
  ) throws(Diagnostic) -> ChartSpecification.Split {
    guard let field = try scanner.word() else { throw scanner.unexpectedArgument("a field") }
    try field.refuseWildcard(behind: "BY")
    var split = ChartSpecification.Split(field: field.text)
    var buckets: (span: CommandOption?, align: CommandOption?) = (nil, nil)
    while let option = try scanner.option() {
      switch option.key {
      case "span" where isTimechart && span == nil && option.value.text.last?.isLetter == true:
        span = option
      case "span": buckets.span = option
      case "aligntime" where !isTimechart: buckets.align = option
      case "bins" where !isTimechart, "minspan" where !isTimechart, "start" where !isTimechart,
        "end" where !isTimechart:
        var bounds = split.range ?? BucketRange()
        try bounds.read(option)
        split.range = bounds
      default: try read(option, &scanner)
      }
    }
    if let span = buckets.span {
      split.size = try BucketSize(
        field: field.text, span: span.value, align: buckets.align?.value,
        environment: plan.environment)
    } else if field.text == "_time" {
      split.align = try BucketSize.time(buckets.align?.value, plan.environment)
    }
    return split
  }

  private mutating func readOptions(_ scanner: inout Scanner) throws(Diagnostic) {
    while let option = try scanner.option() { try read(option, &scanner) }
  }

  private mutating func read(
    _ option: CommandOption, _ scanner: inout Scanner
  ) throws(Diagnostic) {
    switch option.key {
    case "limit": try readLimit(option.value, &scanner)
    case "useother": specification.usesOther = try option.boolean()
    case "otherstr": specification.otherText = option.value.text
    case "usenull": specification.usesNull = try option.boolean()
    case "nullstr": specification.nullText = option.value.text
    case "sep": specification.separator = option.value.text
    case "format": specification.nameFormat = option.value.text
    case "cont": isContinuous = try option.boolean()
    case "span": span = option
    case "aligntime": align = option
    case "bins", "minspan", "start", "end": try range.read(option)
    case "partial", "fixedrange", "agg", "dedup_splitvals",
      // One of its examples spells it so.
      "dedup_splitval":
      try readRest(option)
    default: throw call.unknownOption(option, among: Self.options)
    }
  }

  private mutating func readRest(_ option: CommandOption) throws(Diagnostic) {
    switch option.key {
    case "partial": keepsPartial = try option.boolean()
    case "agg":
      throw Diagnostic(
        .unsupportedOption, "`agg` is not supported; write the aggregate before `BY`",
        at: option.name.span)
    case "fixedrange": hasFixedRange = try option.boolean()
    default: specification.deduplicatesSplits = try option.boolean()
    }
  }

  /// `limit=5`, `limit=top5`, `limit=bottom 5`; 0 for all.
  private mutating func readLimit(
    _ value: Word, _ scanner: inout Scanner
  ) throws(Diagnostic) {
    var text = value.lowercased
    if ["top", "bottom"].contains(text), let number = scanner.peekWord(),
      Int(number.text) != nil, let count = try scanner.word()
    {
      text += count.text
    }
    if text.hasPrefix("bottom") {
      specification.limit.isTop = false
      text = String(text.dropFirst(6))
    } else if text.hasPrefix("top") {
      text = String(text.dropFirst(3))
    }
    let digits = text.filter { $0 != " " }
    guard let count = Int(digits), count >= 0 else {
      throw Diagnostic(
        .invalidOptionValue, "`limit` is a number of series, with `top` or `bottom` before it",
        at: value.span)
    }
    specification.limit.count = count
  }

  /// `where count > 10`, `where sum in top5`.
  private mutating func readCondition(_ scanner: inout Scanner) throws(Diagnostic) {
    guard scanner.skipKeyword("where") else { return }
    let stops = Scanner.argumentStops.union("<>".utf8)
    guard let aggregate = try scanner.word(stops: stops) else {
      throw scanner.unexpectedArgument("an aggregate")
    }
    try readScore(aggregate, &scanner)
    let isNegated = scanner.skipKeyword("notin")
    if isNegated || scanner.skipKeyword("in") {
      guard let word = try scanner.word() else {
        throw scanner.unexpectedArgument("`top` or `bottom` with a number")
      }
      try readLimit(word, &scanner)
      specification.limit.isNegated = isNegated
      return
    }
    let symbols: [(StaticString, ComparisonOperator)] = [
      (">=", .greaterOrEqual), ("<=", .lessOrEqual), (">", .greater), ("<", .less),
    ]
    for (symbol, comparison) in symbols where scanner.skip(symbol) {
      guard let word = try scanner.word(), let value = NumberText.parse(word.text) else {
        throw scanner.unexpectedArgument("a number")
      }
      specification.condition = (comparison, value)
      return
    }
    throw scanner.unexpectedArgument("`in`, `>` or `<`")
  }

  /// The aggregate behind `where`, over the values of a series; a field in brackets after it can
  /// only be the one that is charted.
  private mutating func readScore(
    _ aggregate: Word, _ scanner: inout Scanner
  ) throws(Diagnostic) {
    switch aggregate.lowercased {
    case "sum", "count", "c": specification.score = .sum
    case "max": specification.score = .maximum
    case "min": specification.score = .minimum
    case "avg", "mean": specification.score = .average
    default:
      throw Diagnostic(
        .unsupportedSyntax, "series are chosen by `sum`, `count`, `avg`, `min` or `max`",
        at: aggregate.span)
    }
    guard scanner.skip("(") else { return }
    _ = try scanner.word()
    guard scanner.skip(")") else { throw scanner.unexpectedArgument("`)`") }
  }

  /// Source: Splunk Search Reference, `chart`: only `count` goes without a field.
  private func checkArgument(of measure: Measure) throws(Diagnostic) {
    guard case .fields = measure.input, !measure.span.text.contains("(") else { return }
    throw Diagnostic(
      .missingArgument, "`\(measure.name)` of `\(call.name)` needs a field", at: measure.span,
      help: "write `\(measure.name)(*)` for all fields")
  }

  /// Source: Splunk Search Reference, `chart`: an `eval` has a name unless columns are split.
  private func checkNames() throws(Diagnostic) {
    guard specification.column == nil, let unnamed = unnamedEval else { return }
    throw Diagnostic(
      .missingArgument, "an `eval` of `\(call.name)` needs a name with `AS`", at: unnamed)
  }

  /// The field of an aggregate cannot split the rows as well.
  private func checkFields() throws(Diagnostic) {
    for measure in specification.measures {
      guard case .field(let field) = measure.input, field == specification.row?.field else {
        continue
      }
      throw Diagnostic(
        .invalidArgument, "`\(call.name)` cannot aggregate the field that splits its rows",
        at: measure.span, label: "`\(field)` is both")
    }
  }
}

/// Spans as seconds, where only their size matters.
enum TimeUnitSeconds {
  static func seconds(_ text: String) -> Double? {
    if let number = NumberText.parse(text) { return number }
    guard let span = try? BinSpan(text) else { return nil }
    return span.advance(0, by: 1, zone: .utc)
  }
}
