package import Diagnostics
package import QueryPlan

/// `stdev(X)`: 0 for a single number.
package struct StdevAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "stdev", syntax: "stdev(X)",
    summary: "The sample standard deviation of the numbers of a field.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package func makeAccumulator() -> any Accumulator {
    MomentsAccumulator { $0.variance(isSample: true).squareRoot() }
  }
}
