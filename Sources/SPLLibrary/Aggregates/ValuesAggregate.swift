package import Diagnostics
package import QueryPlan

/// `values(X)`: byte order of the texts, no limit.
///
/// Source: Splunk Search Reference, `values`: lexicographical order, no default limit.
package struct ValuesAggregate: AggregateFunction {
  package static let documentation = AggregateDocumentation(
    "values", syntax: "values(X)",
    summary: "The different values of a field in lexicographical order.")

  package init(_ call: AggregateCall) throws(Diagnostic) {}

  package func makeAccumulator() -> any Accumulator { TextsAccumulator(.values) }
}
