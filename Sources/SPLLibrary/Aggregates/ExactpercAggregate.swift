package import Diagnostics
package import QueryPlan

/// `exactpercN(X)`.
package struct ExactpercAggregate: NumberedAggregate {
  package static let documentation = AggregateDocumentation(
    "exactperc", syntax: "exactpercN(X)",
    summary: "The number that N percent of the numbers of a field lie below, exactly.")

  private let percentile: Double

  package init(_ call: AggregateCall) throws(Diagnostic) { percentile = try call.percentile() }

  package func makeAccumulator() -> any Accumulator {
    PercentileAccumulator(percentile: percentile)
  }
}
