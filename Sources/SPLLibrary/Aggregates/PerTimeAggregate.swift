package import Diagnostics
package import QueryPlan

/// `per_hour(X)` and the like: the sum of a bucket of `timechart` as a share of an hour.
///
/// Source: Splunk Search Reference, `timechart`: they scale the sum and do not set the span.
package struct PerTimeAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "per_second", "per_minute", "per_hour", "per_day",
    syntax: "per_second(X) | per_minute(X) | per_hour(X) | per_day(X)",
    summary: "In `timechart`: the sum of a field's numbers for each second, minute, hour or day.")

  /// Units: seconds.
  private static let lengths: [String: Double] = [
    "per_second": 1, "per_minute": 60, "per_hour": 3600, "per_day": 86_400,
  ]

  private let factor: Double

  package init(_ call: AggregateCall) throws(Diagnostic) {
    factor = Self.lengths[call.name] ?? 1
  }

  private init(factor: Double) { self.factor = factor }

  /// For buckets of so many seconds.
  func scaled(span: Double) -> PerTimeAggregate { PerTimeAggregate(factor: factor / span) }

  package func makeAccumulator() -> any Accumulator {
    let factor = factor
    return MomentsAccumulator { $0.sum * factor }
  }
}
