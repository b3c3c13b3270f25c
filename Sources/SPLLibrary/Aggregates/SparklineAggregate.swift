package import Diagnostics
import EventModel
package import QueryPlan

/// `sparkline`, `sparkline(count(x), 5m)`: an aggregate over time, as the values of one field.
///
/// Shape: a multivalue field whose first value is the mark `##__SPARKLINE__##`, then one value a
/// bucket of time, oldest first.
/// Source: Splunk Search Reference, `stats` (sparkline options).
package struct SparklineAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "sparkline", syntax: "sparkline | sparkline(<aggregate>[, <span>])",
    summary: "An aggregate over buckets of time, as many values of one field.",
    allowsNoArgument: true)

  static let mark = Bytes("##__SPARKLINE__##")
  /// Buckets at most when no span is given.
  static let mostBuckets = 100
  /// Buckets at most when a span is given.
  static let bucketLimit = 10_000

  private let inner: any AggregateFunction
  /// Units: seconds; nil when it depends on the times.
  private let span: Double?

  package init(_ call: AggregateCall) throws(Diagnostic) {
    inner = try CountAggregate(call)
    span = nil
  }

  init(inner: any AggregateFunction, span: Double?) {
    self.inner = inner
    self.span = span
  }

  package var readsTime: Bool { true }
  package var needsOrder: Bool { inner.needsOrder }

  package func makeAccumulator() -> any Accumulator {
    SparklineAccumulator(inner: inner, span: span)
  }
}
