package import Diagnostics
package import QueryPlan

/// `mode(X)`: of values equally frequent the last in byte order, as in `top limit=1`.
package struct ModeAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "mode", syntax: "mode(X)",
    summary: "The most frequent value of a field.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package func makeAccumulator() -> any Accumulator { TextsAccumulator(.mode) }
}
