package import Diagnostics
package import QueryPlan

/// `varp(X)`: 0 for a single number.
package struct VarpAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "varp", syntax: "varp(X)",
    summary: "The population variance of the numbers of a field.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package func makeAccumulator() -> any Accumulator {
    MomentsAccumulator { $0.variance(isSample: false) }
  }
}
