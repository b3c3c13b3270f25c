package import Diagnostics
package import QueryPlan

/// `earliest_time(X)`.
///
/// Units: seconds since 1970.
package struct EarliestTimeAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "earliest_time", syntax: "earliest_time(X)",
    summary: "The oldest `_time` of the rows that have the field.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package var readsTime: Bool { true }

  package func makeAccumulator() -> any Accumulator { TimedValueAccumulator(.earliest, .time) }
}
