package import Diagnostics
package import QueryPlan

/// `upperpercN(X)`: the upper bound of an exact result is the result.
package struct UpperpercAggregate: NumberedAggregate {
  package static let documentation = AggregateDocumentation(
    "upperperc", syntax: "upperpercN(X)",
    summary: "The upper bound of `percN(X)`; the same, because that is exact.")

  private let percentile: Double

  package init(_ call: AggregateCall) throws(Diagnostic) { percentile = try call.percentile() }

  package func makeAccumulator() -> any Accumulator {
    PercentileAccumulator(percentile: percentile)
  }
}
