package import Diagnostics
package import EventModel
package import QueryPlan

package struct MaxFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "max", arguments: 1...FunctionDocumentation.anyNumber, syntax: "max(X, …)",
    summary: "The greatest of all values; texts come behind numbers.",
    examples: [
      .init(#"max(1, 3, 6, 7, "foo", "baz")"#, "foo"),
      .init("max(9, 10)", "10"),
      .init("max(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.extreme(arguments) { order in order > 0 }
  }
}
