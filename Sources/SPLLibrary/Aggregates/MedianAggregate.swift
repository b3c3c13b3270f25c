package import Diagnostics
package import QueryPlan

/// `median(X)`: the same as `perc50(X)`.
package struct MedianAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "median", syntax: "median(X)",
    summary: "The middle of the numbers of a field.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package func makeAccumulator() -> any Accumulator { PercentileAccumulator(percentile: 50) }
}
