import Diagnostics
import EventModel
import QueryPlan

/// Puts a metric that an event names with `metric_name` and `_value` into the field that events
/// with several metrics have it in, `metric_name:NAME`.
///
/// Source: Splunk, "Get metrics in from other sources": single- and multiple-metric formats of the
/// HTTP event collector.
struct MetricExtractor: FieldExtractor {
  static let prefix = "metric_name:"
  private static let inputs = ["metric_name", "_value"]

  var summary: String { "metrics" }
  var writes: [String]? { nil }

  func changes(_ fields: FieldNeeds) -> Expression {
    let isMetric =
      fields.all || !fields.patterns.isEmpty
      || fields.names.contains { $0.hasPrefix(Self.prefix) }
    return .literal(.boolean(isMetric))
  }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { wanted.union(FieldNeeds(Self.inputs)) }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    let (names, values) = (batch["metric_name"], batch["_value"])
    guard !values.isAllNull, !names.isAllNull else { return [] }
    var written = WrittenColumns(batch, sharing: [values], in: context)
    for row in 0..<batch.rowCount where !values[row].isNull {
      guard let name = names[row].string else { continue }
      written.set(Self.prefix + name, row: row, to: values[row])
    }
    return written.columns
  }
}
