package import Diagnostics
package import QueryPlan

/// `estdc(X)`: counted exactly however many values there are, where the product estimates from 1,000 on.
package struct EstdcAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "estdc", syntax: "estdc(X)",
    summary: "The number of different values of a field; never an estimate.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package func makeAccumulator() -> any Accumulator { TextsAccumulator(.distinctCount) }
}
