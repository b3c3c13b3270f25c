import Diagnostics
import EventModel
import QueryPlan
import SPLSyntax

extension PlanBuilder {
  /// Gives the events of the scan the fields that the rules of their source types say.
  ///
  /// `condition`: what the events will have to satisfy; rules for other source types are left out.
  mutating func appendSourcetypeRules(under condition: Expression) throws(Diagnostic) {
    let rules = try prepared.rules()
    let possible = rules.possible(under: condition)
    let chosen = rules.candidates.filter { possible[$0.place] }
    guard !chosen.isEmpty else { return }
    append(.extract(KnowledgeExtractor(rules, chosen: chosen)))
  }

  /// Reads the events between two times, with the fields that their source types have.
  ///
  /// Shape: nil for a bound that the search leaves open.
  mutating func startScan(
    earliest: Double?, latest: Double?, under condition: Expression
  ) throws(Diagnostic) {
    start(
      from: .events(
        EventScan(
          earliest: earliest ?? environment.earliest, latest: latest ?? environment.latest)))
    try appendSourcetypeRules(under: condition)
  }

  /// Gives the events of a scan the fields `eventtype` and `tag`, behind the first filter, which
  /// tells event types by itself.
  ///
  /// Shape: `lower` takes them out again where nothing names them.
  mutating func appendEventLabels() {
    guard case .events? = source else { return }
    append(.extract(EventLabels(prepared: prepared)))
  }

  /// The start of the bucket that `_time` falls into.
  func timeBucket(_ span: CommandOption) throws(Diagnostic) -> Expression {
    let size = try BucketSize(field: "_time", span: span.value, environment: environment)
    return .call(
      BoundCall(
        name: "bin", function: BucketFunction(size: size), arguments: [.field("_time")],
        kind: .value, span: span.name.span))
  }

  /// A binder for `search` expressions that knows the event types.
  var searchBinder: SearchBinder {
    SearchBinder(prepared)
  }

  mutating func warn(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { warn(diagnostic) }
  }
}
