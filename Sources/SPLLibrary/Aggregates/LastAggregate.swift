package import Diagnostics
package import QueryPlan

/// `last(X)`: of a multivalue field the last value of its last row.
package struct LastAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "last", syntax: "last(X)",
    summary: "The value of a field that is seen last.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package var needsOrder: Bool { true }

  package func makeAccumulator() -> any Accumulator { StreamPlaceAccumulator(.last) }
}
