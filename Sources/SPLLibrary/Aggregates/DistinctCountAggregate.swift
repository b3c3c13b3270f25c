package import Diagnostics
package import QueryPlan

/// `distinct_count(X)`: texts count as they are written, so `1` and `1.0` are two; 0 without values.
package struct DistinctCountAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "distinct_count", "dc", syntax: "distinct_count(X) | dc(X)",
    summary: "The number of different values of a field.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package func makeAccumulator() -> any Accumulator { TextsAccumulator(.distinctCount) }
}
