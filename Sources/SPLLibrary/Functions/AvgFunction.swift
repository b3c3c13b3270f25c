package import Diagnostics
package import EventModel
package import QueryPlan

package struct AvgFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "avg", arguments: 1...FunctionDocumentation.anyNumber, syntax: "avg(X, …)",
    summary: "The mean of all arguments that are numbers.",
    examples: [
      .init("avg(1, 2, 3)", "2"),
      .init("avg(2, missing, 3)", "2.5"),
      .init("avg(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireNoLiteralTexts() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.totals(arguments) { total, count in total / Double(count) }
  }
}
