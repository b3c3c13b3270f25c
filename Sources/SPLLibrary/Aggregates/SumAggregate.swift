package import Diagnostics
package import QueryPlan

/// `sum(X)`: null without numbers.
package struct SumAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "sum", syntax: "sum(X)",
    summary: "The sum of the numbers of a field.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package func makeAccumulator() -> any Accumulator { MomentsAccumulator { $0.sum } }
}
