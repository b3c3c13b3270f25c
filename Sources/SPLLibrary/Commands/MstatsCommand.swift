package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct MstatsCommand: Command {
  package static let documentation = CommandDocumentation(
    "mstats", kind: .generating,
    syntax: """
      mstats <aggregate>(<metric>) [AS <name>]… [WHERE <search expression>] \
      [BY <field>…] [span=<span>]
      """,
    summary: """
      Makes one row of each group of metric events; a metric is the field `metric_name:NAME` of \
      an event, or `_value` where `metric_name` is NAME.
      """,
    examples: [
      "| mstats avg(cpu.usage) WHERE index=nothing BY host",
      "| mstats avg(tcp.*) AS tcp.* WHERE index=nothing BY host span=10s",
    ])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var query = try MstatsQuery(call, binder: plan.binder)
    try query.lower(into: &plan)
  }
}

/// The parts of one `mstats`.
struct MstatsQuery {
  private let call: CommandCall
  private var scanner: Scanner
  private var measures: [Measure] = []
  private var condition: SearchExpression?
  private var groups: [String] = []
  private var span: CommandOption?

  private static let options = ["prestats", "append", "backfill", "update_period", "chunk_size"]

  init(_ call: CommandCall, binder: ExpressionBinder) throws(Diagnostic) {
    self.call = call
    scanner = call.scanner
    try readOptions()
    measures = try MeasureParser(binder: binder, call: call)
      .measures(&scanner, until: ["by", "groupby", "where"])
    if scanner.skipKeyword("where") {
      condition = try SearchExpressionParser.parse(
        prefixOf: &scanner, stopWords: ["by", "groupby", "span"])
    }
    try readOptions()
    if scanner.skipKeyword("by", "groupby") { try readGroups() }
    try readOptions()
    try scanner.expectEnd(call)
  }

  private mutating func readOptions() throws(Diagnostic) {
    while let option = try scanner.option() {
      switch option.key {
      case "span": span = option
      case "prestats", "append", "backfill":
        guard try !option.boolean() else {
          throw Diagnostic(
            .unsupportedOption, "`\(option.key)=true` does not run here", at: option.name.span)
        }
      case "chunk_size", "update_period": _ = try option.integer()
      case "chart":
        throw Diagnostic(
          .unsupportedOption, "`chart` of `mstats` does not run here", at: option.name.span,
          help: "put `| chart …` or `| timechart …` behind it")
      default: throw call.unknownOption(option, among: Self.options + ["span"])
      }
    }
  }

  private mutating func readGroups() throws(Diagnostic) {
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if scanner.peekOption() != nil { break }
      guard let field = try scanner.word() else { throw scanner.unexpectedArgument("a field") }
      if !groups.contains(field.text) { groups.append(field.text) }
    }
    guard !groups.isEmpty else { throw call.missing("a field behind `BY`") }
  }

  mutating func lower(into plan: inout PlanBuilder) throws(Diagnostic) {
    let named = metricName
    var measured: [Measure] = []
    for measure in measures { measured.append(try renamed(measure, named)) }
    var binder = plan.searchBinder
    var filter = Expression.literal(.boolean(true))
    if let condition = withoutMetricName { filter = try binder.bindCommand(condition) }
    plan.warn(binder.warnings)
    try plan.startScan(earliest: binder.earliest, latest: binder.latest, under: filter)
    if filter.truth != true { plan.append(.filter(filter)) }
    plan.append(.extract(MetricExtractor()))
    appendMetricFilter(measured, to: &plan)
    if let span { plan.append(.compute([Assignment("_time", try plan.timeBucket(span))])) }
    let times = span == nil || groups.contains("_time") ? [] : ["_time"]
    plan.append(.aggregate(Aggregation(measures: measured, groups: times + groups)))
  }

  /// Only events that have one of the metrics, as far as these are written out.
  private func appendMetricFilter(_ measured: [Measure], to plan: inout PlanBuilder) {
    let names = measured.compactMap { $0.metric }
    guard names.count == measured.count else { return }
    let terms = names.map { name in
      Expression.fieldMatch(
        FieldMatch(field: MetricExtractor.prefix + name, comparison: .equal, value: "*"))
    }
    plan.append(.filter(terms.count == 1 ? terms[0] : .or(terms)))
  }

  /// What `metric_name=x` in the condition says: the metric of `_value`.
  private var metricName: Word? {
    let terms: [SearchExpression]
    switch condition {
    case .all(let all): terms = all
    case .some(let one): terms = [one]
    case nil: return nil
    }
    for case .comparison(let comparison) in terms
    where comparison.field.text == "metric_name" && comparison.comparison == "=" {
      return comparison.value
    }
    return nil
  }

  /// The condition without the name of the metric, which the aggregate's field says already.
  private var withoutMetricName: SearchExpression? {
    guard metricName != nil, case .all(let terms)? = condition else {
      return metricName == nil ? condition : nil
    }
    return .all(
      terms.filter { term in
        guard case .comparison(let comparison) = term else { return true }
        return comparison.field.text != "metric_name" || comparison.comparison != "="
      })
  }

  /// The aggregate over the field that holds the metric.
  private func renamed(_ measure: Measure, _ named: Word?) throws(Diagnostic) -> Measure {
    let prefix = MetricExtractor.prefix
    let input: Measure.Input
    switch measure.input {
    case .field("_value"):
      guard let named else {
        throw Diagnostic(
          .invalidArgument, "`\(measure.name)(_value)` needs `metric_name=…` in `WHERE`",
          at: measure.span, help: "or name the metric: `\(measure.name)(cpu.usage)`")
      }
      input = .field(prefix + named.text)
    case .field(let name): input = .field(prefix + name)
    case .fields(let pattern):
      guard !pattern.matchesEverything || measure.output.contains("*") else {
        throw Diagnostic(
          .invalidArgument, "`\(measure.name)` needs a metric in `mstats`", at: measure.span,
          help: "name it: `\(measure.name)(cpu.usage)`")
      }
      input = .fields(WildcardPattern(prefix + pattern.text))
    case .rows, .expression:
      throw Diagnostic(
        .invalidArgument, "`\(measure.name)` needs a metric in `mstats`", at: measure.span,
        help: "name it: `\(measure.name)(cpu.usage)`")
    }
    return Measure(
      name: measure.name, function: measure.function, input: input, output: measure.output,
      span: measure.span)
  }
}

extension Measure {
  /// The metric of a renamed measure, when it is written out.
  fileprivate var metric: String? {
    guard case .field(let field) = input else { return nil }
    return String(field.dropFirst(MetricExtractor.prefix.count))
  }
}
