package import Diagnostics
package import QueryPlan

/// `latest_time(X)`.
///
/// Units: seconds since 1970.
package struct LatestTimeAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "latest_time", syntax: "latest_time(X)",
    summary: "The most recent `_time` of the rows that have the field.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package var readsTime: Bool { true }

  package func makeAccumulator() -> any Accumulator { TimedValueAccumulator(.latest, .time) }
}
