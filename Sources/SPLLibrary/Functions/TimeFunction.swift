package import Diagnostics
package import EventModel
package import QueryPlan

/// The page says that this may differ from row to row; here a search has one clock, so that the
/// same search over the same events gives the same rows.
package struct TimeFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "time", arguments: 0...0, syntax: "time()",
    summary: "The time at which the search runs, to the microsecond.",
    examples: [
      .init("if(time() >= now(), 1, 0)", "1"),
      .init("time() - time()", "0"),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    context.constant(context.text(DecimalRounding.text(context.environment.now, places: 6)))
  }
}
