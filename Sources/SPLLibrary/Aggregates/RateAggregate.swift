package import Diagnostics
package import QueryPlan

/// `rate(X)`: null with fewer than two times.
///
/// Units: of the counter, per second.
package struct RateAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "rate", syntax: "rate(X)",
    summary: "How fast a counter grows in a second, from its earliest to its latest value.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package var readsTime: Bool { true }

  package func makeAccumulator() -> any Accumulator { RateAccumulator() }
}
