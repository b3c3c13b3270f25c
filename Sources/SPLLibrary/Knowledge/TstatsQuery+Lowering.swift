import Diagnostics
import EventModel
import QueryPlan
import SPLSyntax

extension TstatsQuery {
  /// The bucket of `_time` until the events are grouped: aggregates read the time itself.
  static let bucketField = "_bucket"

  mutating func lower(into plan: inout PlanBuilder) throws(Diagnostic) {
    plan.warn(warnings)
    let node = node ?? Self.takeNode(&condition)
    var dataset: PreparedDataset?
    if var name = model {
      if let node, !name.text.contains(".") {
        let last = node.text.split(separator: ".").last ?? ""
        name = Word(text: "\(name.text).\(last)", span: node.span, isQuoted: false)
      }
      dataset = try plan.dataset(
        name, hints: groups.map { $0.text } + measureFields.map { $0.name })
    }
    let fields = ModelFields(dataset?.view)
    var binder = plan.searchBinder
    let constraint = dataset?.condition ?? .literal(.boolean(true))
    binder.meaning = { fields.meaning(of: $0) }
    var filter = Expression.literal(.boolean(true))
    if let condition { filter = try binder.bindCommand(condition) }
    plan.warn(binder.warnings)
    try plan.startScan(
      earliest: binder.earliest, latest: binder.latest,
      under: .all(constraint.conjuncts + filter.conjuncts))
    if constraint.truth != true { plan.append(.filter(constraint)) }
    appendFields(of: dataset, read: filter.needs, to: &plan)
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
    of dataset: PreparedDataset?, read: FieldNeeds, to plan: inout PlanBuilder
  ) {
    guard let dataset else { return }
    let wanted = Set(names.compactMap { dataset.view.field($0.name) }).union(read.names)
    let assignments = dataset.calculations(wanted: wanted)
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
      // Source: Splunk Search Reference, `tstats`: its spans have no units below one second.
      if let width = try? BinSpan(span.value.text).width, case .microseconds(let width) = width,
        width < 1_000_000
      {
        throw Diagnostic(
          .invalidOptionValue, "a span of `tstats` is one second or longer", at: span.value.span)
      }
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
