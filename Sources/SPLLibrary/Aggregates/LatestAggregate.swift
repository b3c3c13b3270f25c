package import Diagnostics
package import QueryPlan

/// `latest(X)`: of values with the same `_time` the one seen first.
package struct LatestAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "latest", syntax: "latest(X)",
    summary: "The value of a field with the most recent `_time`.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package var readsTime: Bool { true }

  package func makeAccumulator() -> any Accumulator { TimedValueAccumulator(.latest, .value) }
}
