package import Diagnostics
package import QueryPlan

/// `list(X)`: in stream order, the first 100 values.
package struct ListAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "list", syntax: "list(X)",
    summary: "The first 100 values of a field in the order of the rows.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package var needsOrder: Bool { true }

  package func makeAccumulator() -> any Accumulator { ListAccumulator() }
}
