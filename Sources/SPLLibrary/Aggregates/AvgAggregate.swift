package import Diagnostics
package import QueryPlan

/// `avg(X)`, `mean(X)`: null without numbers.
package struct AvgAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "avg", "mean", syntax: "avg(X) | mean(X)",
    summary: "The average of the numbers of a field.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package func makeAccumulator() -> any Accumulator { MomentsAccumulator { $0.mean } }
}
