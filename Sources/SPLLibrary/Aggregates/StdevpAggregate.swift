package import Diagnostics
package import QueryPlan

/// `stdevp(X)`: 0 for a single number.
package struct StdevpAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "stdevp", syntax: "stdevp(X)",
    summary: "The population standard deviation of the numbers of a field.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package func makeAccumulator() -> any Accumulator {
    MomentsAccumulator { $0.variance(isSample: false).squareRoot() }
  }
}
