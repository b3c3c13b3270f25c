package import Diagnostics
package import QueryPlan

/// `earliest(X)`: of values with the same `_time` the one seen last.
package struct EarliestAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "earliest", syntax: "earliest(X)",
    summary: "The value of a field with the oldest `_time`.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package var readsTime: Bool { true }

  package func makeAccumulator() -> any Accumulator { TimedValueAccumulator(.earliest, .value) }
}
