package import Diagnostics
package import EventModel
package import QueryPlan

/// Aggregates rows that are in memory, for transforms that need it as a part of their work.
package struct Aggregator: Sendable {
  private let evaluator: ExpressionEvaluator

  package init(environment: SearchEnvironment) {
    evaluator = ExpressionEvaluator(environment: environment)
  }

  /// One row a group, sorted by the group fields.
  package func aggregated(
    _ batches: [Batch], _ aggregation: Aggregation
  ) throws(Diagnostic) -> Batch {
    try StepRunner(evaluator: evaluator).aggregated(batches, aggregation).finish()
  }
}
