package import Diagnostics
package import QueryPlan

/// `min(X)`: any number comes before any text.
package struct MinAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "min", syntax: "min(X)",
    summary: "The least value of a field: numbers by value, then texts in lexicographical order.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package func makeAccumulator() -> any Accumulator { ExtremeAccumulator(.least) }
}
