package import Diagnostics
import EventModel
import QueryPlan
package import SPLSyntax

package struct TstatsCommand: Command {
  package static let documentation = CommandDocumentation(
    "tstats", kind: .generating,
    syntax: """
      tstats [summariesonly=<bool>] [allow_old_summaries=<bool>] [fillnull_value=<text>] \
      [prestats=<bool>] <aggregate>[(<field>)] [AS <name>]… \
      [FROM datamodel=<model>[.<dataset>]] [WHERE <search expression>] \
      [BY <field>… [_time span=<span>]]
      """,
    summary: """
      Makes one row of each group of events of a data model, or of all events; fields of a \
      dataset are named `Dataset.field`.
      """,
    examples: ["| tstats count WHERE index=nothing", "| tstats count min(_time) BY sourcetype"])

  package static func lower(
    _ call: CommandCall, into plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var query = try TstatsQuery(call, binder: plan.binder)
    try query.lower(into: &plan)
  }
}

/// The parts of one `tstats`.
struct TstatsQuery {
  private let call: CommandCall
  private var scanner: Scanner
  private var isPrestats = false
  private var fillValue: String?
  private var measures: [Measure] = []
  private var model: Word?
  private var condition: SearchExpression?
  private var groups: [Word] = []
  private var span: CommandOption?

  /// The bucket of `_time` until the events are grouped: aggregates read the time itself.
  private static let bucketField = "_bucket"

  private static let options = [
    "prestats", "local", "append", "summariesonly", "include_reduced_buckets",
    "allow_old_summaries", "use_summary_index_values", "chunk_size", "fillnull_value",
  ]

  init(_ call: CommandCall, binder: ExpressionBinder) throws(Diagnostic) {
    self.call = call
    scanner = call.scanner
    let parser = MeasureParser(binder: binder, call: call)
    while true {
      try readOptions()
      if scanner.skip(",") { continue }
      guard !scanner.isAtEnd, !isAtClause else { break }
      measures.append(try parser.measure(&scanner))
    }
    guard !measures.isEmpty else { throw call.missing("an aggregate such as `count`") }
    for measure in measures { try check(measure) }
    if scanner.skipKeyword("from") { try readModel() }
    try readOptions()
    if scanner.skipKeyword("where") {
      condition = try SearchExpressionParser.parse(
        prefixOf: &scanner, stopWords: ["by", "groupby"])
    }
    if scanner.skipKeyword("by", "groupby") { try readGroups() }
    try scanner.expectEnd(call)
  }

  private var isAtClause: Bool {
    guard let word = scanner.peekWord(), !word.isQuoted else { return false }
    return ["by", "groupby", "from", "where"].contains(word.lowercased)
  }

  private mutating func readOptions() throws(Diagnostic) {
    while let option = try scanner.option() {
      switch option.key {
      case "prestats": isPrestats = try option.boolean()
      case "fillnull_value": fillValue = option.value.text
      case "chunk_size": _ = try option.integer()
      case "append":
        guard try !option.boolean() else {
          throw Diagnostic(
            .unsupportedOption, "`append=true` does not run here", at: option.name.span,
            help: "put the other `tstats` into `| append [ | tstats … ]`")
        }
      // Every event is read; there are no summaries that could lack one.
      case "summariesonly", "allow_old_summaries", "local", "include_reduced_buckets",
        "use_summary_index_values":
        _ = try option.boolean()
      default: throw call.unknownOption(option, among: Self.options)
      }
    }
  }

  /// Source: Splunk Search Reference, `tstats`: a function has one field, written out.
  private func check(_ measure: Measure) throws(Diagnostic) {
    switch measure.input {
    case .rows, .field: return
    case .fields(let pattern):
      throw Diagnostic(
        .invalidArgument,
        pattern.matchesEverything
          ? "`\(measure.name)` needs a field in `\(call.name)`"
          : "`\(call.name)` takes no wildcard in a function", at: measure.span,
        help: "name the field: `\(measure.name)(Dataset.field)`")
    case .expression:
      throw Diagnostic(
        .unsupportedSyntax, "`\(call.name)` takes no `eval` in a function", at: measure.span,
        help: "count with `stats` over the events, or filter with `WHERE`")
    }
  }

  private mutating func readModel() throws(Diagnostic) {
    guard scanner.skipKeyword("datamodel") else {
      throw Diagnostic(
        .unsupportedSyntax, "`FROM` takes `datamodel=<model>[.<dataset>]`", at: scanner.rest)
    }
    _ = scanner.skip("=") || scanner.skip(":")
    guard let name = try scanner.word() else { throw call.missing("a data model") }
    model = name
  }

  private mutating func readGroups() throws(Diagnostic) {
    while !scanner.isAtEnd {
      if scanner.skip(",") { continue }
      if let option = try scanner.option() {
        guard option.key == "span" else { throw call.unknownOption(option, among: ["span"]) }
        span = option
        continue
      }
      guard let field = try scanner.word() else { throw scanner.unexpectedArgument("a field") }
      guard !field.text.contains("*") else {
        throw Diagnostic(
          .invalidArgument, "`\(call.name)` takes no wildcard behind `BY`", at: field.span)
      }
      if !groups.contains(where: { $0.text == field.text }) { groups.append(field) }
    }
    guard !groups.isEmpty else { throw call.missing("a field behind `BY`") }
    if let span, !groups.contains(where: { $0.text == "_time" }) {
      throw Diagnostic(
        .invalidArgument, "`span` is the size of the buckets of `_time`", at: span.name.span,
        help: "write `BY _time span=\(span.value.text)`")
    }
  }

  // MARK: Lowering

  mutating func lower(into plan: inout PlanBuilder) throws(Diagnostic) {
    let node = Self.takeNode(&condition)
    var view: DatasetView?
    if var name = model {
      if let node, !name.text.contains(".") {
        let dataset = node.text.split(separator: ".").last ?? ""
        name = Word(text: "\(name.text).\(dataset)", span: node.span, isQuoted: false)
      }
      view = try plan.dataset(name, hints: groups.map { $0.text } + measureFields.map { $0.name })
    }
    let fields = ModelFields(view)
    var binder = plan.searchBinder
    let constraint = try view?.condition(binder) ?? .literal(.boolean(true))
    binder.meaning = { fields.meaning(of: $0) }
    var filter = Expression.literal(.boolean(true))
    if let condition { filter = try binder.bindCommand(condition) }
    plan.warn(binder.warnings)
    try plan.startScan(
      earliest: binder.earliest, latest: binder.latest,
      under: .all(constraint.conjuncts + filter.conjuncts))
    if constraint.truth != true { plan.append(.filter(constraint)) }
    try appendFields(fields, read: filter.needs, to: &plan)
    if filter.truth != true { plan.append(.filter(filter)) }
    try appendNames(fields, to: &plan)
    plan.warn(fields.warnings)
    appendGroups(to: &plan)
  }

  /// Takes `nodename=Dataset` out of a condition.
  private static func takeNode(_ condition: inout SearchExpression?) -> Word? {
    let terms: [SearchExpression]
    switch condition {
    case .all(let all): terms = all
    case .some(let one): terms = [one]
    case nil: return nil
    }
    var node: Word?
    var rest: [SearchExpression] = []
    for term in terms {
      if case .comparison(let comparison) = term, comparison.field.text == "nodename",
        comparison.comparison == "="
      {
        node = comparison.value
      } else {
        rest.append(term)
      }
    }
    if node != nil { condition = rest.isEmpty ? nil : .all(rest) }
    return node
  }

  private var measureFields: [(name: String, span: Span)] {
    measures.compactMap { measure in
      guard case .field(let name) = measure.input else { return nil }
      return (name, measure.span)
    }
  }

  private var names: [(name: String, span: Span)] {
    groups.map { ($0.text, $0.span) } + measureFields
  }

  /// The dataset's calculated fields that the rest reads.
  private func appendFields(
    _ fields: ModelFields, read: FieldNeeds, to plan: inout PlanBuilder
  ) throws(Diagnostic) {
    guard let view = fields.view else { return }
    let wanted = Set(names.compactMap { view.field($0.name) }).union(read.names)
    let assignments = try view.calculations(plan.binder, wanted: wanted)
    if !assignments.isEmpty { plan.append(.compute(assignments)) }
  }

  /// The events' fields under the names that the search has for them, and the bucket of `_time`.
  private func appendNames(
    _ fields: ModelFields, to plan: inout PlanBuilder
  ) throws(Diagnostic) {
    var assignments: [Assignment] = []
    for (name, span) in names where !assignments.contains(where: { $0.target == name }) {
      guard let field = fields.field(name, at: span) else {
        assignments.append(Assignment(name, .literal(.null)))
        continue
      }
      if field != name { assignments.append(Assignment(name, .field(field))) }
    }
    if let span {
      assignments.append(Assignment(Self.bucketField, try plan.timeBucket(span)))
    }
    if !assignments.isEmpty { plan.append(.compute(assignments)) }
    if let fillValue {
      let filled = groups.map { $0.text }.filter { $0 != "_time" }
      if !filled.isEmpty { plan.append(.fill(NullFill(fields: filled, value: fillValue))) }
    }
  }

  private func appendGroups(to plan: inout PlanBuilder) {
    let hasBucket = span != nil
    if isPrestats {
      // What follows aggregates: it gets the events themselves.
      if hasBucket {
        plan.append(.compute([Assignment("_time", .field(Self.bucketField))]))
      }
      let kept = ["_time"] + names.map { $0.name }.filter { $0 != "_time" }
      plan.append(
        .project(Projection(mode: .table, patterns: kept.map { WildcardPattern($0) })))
      return
    }
    plan.append(
      .aggregate(
        Aggregation(
          measures: measures,
          groups: groups.map { $0.text == "_time" && hasBucket ? Self.bucketField : $0.text })))
    guard hasBucket else { return }
    plan.append(
      .rename([
        RenameRule(from: WildcardPattern(Self.bucketField), to: WildcardPattern("_time"))
      ]))
  }
}
