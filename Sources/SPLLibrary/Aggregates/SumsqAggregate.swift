package import Diagnostics
package import QueryPlan

/// `sumsq(X)`: null without numbers.
package struct SumsqAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "sumsq", syntax: "sumsq(X)",
    summary: "The sum of the squares of the numbers of a field.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package func makeAccumulator() -> any Accumulator { MomentsAccumulator { $0.squares } }
}
