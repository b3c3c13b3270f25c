package import Diagnostics
package import QueryPlan

/// `first(X)`: of a multivalue field the first value of its first row.
package struct FirstAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "first", syntax: "first(X)",
    summary: "The value of a field that is seen first.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package var needsOrder: Bool { true }

  package func makeAccumulator() -> any Accumulator { StreamPlaceAccumulator(.first) }
}
