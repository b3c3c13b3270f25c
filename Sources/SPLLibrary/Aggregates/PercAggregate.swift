package import Diagnostics
package import QueryPlan

/// `percN(X)`, `pN(X)`: exact, where the product approximates from 1,000 different values on.
package struct PercAggregate: NumberedAggregate {
  package static let documentation = AggregateDocumentation(
    "perc", "p", "percentile", syntax: "percN(X) | pN(X)",
    summary: "The number that N percent of the numbers of a field lie below.")

  private let percentile: Double

  package init(_ call: AggregateCall) throws(Diagnostic) { percentile = try call.percentile() }

  package func makeAccumulator() -> any Accumulator {
    PercentileAccumulator(percentile: percentile)
  }
}
