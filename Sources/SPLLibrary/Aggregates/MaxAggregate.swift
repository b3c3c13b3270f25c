package import Diagnostics
package import QueryPlan

/// `max(X)`: any text comes after any number.
package struct MaxAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "max", syntax: "max(X)",
    summary: "The greatest value of a field: numbers by value, then texts in lexicographical order."
  )

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package func makeAccumulator() -> any Accumulator { ExtremeAccumulator(.greatest) }
}
