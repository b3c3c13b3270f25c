package import Diagnostics
package import QueryPlan

/// `range(X)`: only numbers take part.
package struct RangeAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "range", syntax: "range(X)",
    summary: "The difference between the greatest and the least number of a field.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package func makeAccumulator() -> any Accumulator { RangeAccumulator() }
}
