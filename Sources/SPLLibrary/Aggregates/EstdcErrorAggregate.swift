package import Diagnostics
package import QueryPlan

/// `estdc_error(X)`: always 0, because `estdc` counts exactly.
package struct EstdcErrorAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "estdc_error", syntax: "estdc_error(X)",
    summary: "The error of `estdc`, as a share of the count: 0, because it counts exactly.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package func makeAccumulator() -> any Accumulator { ConstantAccumulator(0) }
}
