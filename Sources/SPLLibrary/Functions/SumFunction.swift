package import Diagnostics
package import EventModel
package import QueryPlan

package struct SumFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "sum", arguments: 1...FunctionDocumentation.anyNumber, syntax: "sum(X, …)",
    summary: "The sum of all arguments that are numbers.",
    examples: [
      .init(#"sum(1, 2, tonumber("3"))"#, "6"),
      .init("sum(5.0, missing)", "5"),
      .init("sum(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireNoLiteralTexts() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.totals(arguments) { total, _ in total }
  }
}
