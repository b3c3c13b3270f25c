package import Diagnostics
package import QueryPlan

/// `var(X)`: 0 for a single number.
package struct VarAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "var", syntax: "var(X)",
    summary: "The sample variance of the numbers of a field.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package func makeAccumulator() -> any Accumulator {
    MomentsAccumulator { $0.variance(isSample: true) }
  }
}
