package import Diagnostics
package import EventModel
package import QueryPlan

package struct TodoubleFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "todouble", arguments: 1...2, syntax: "todouble(X, BASE)",
    summary: "The number that X spells, in base 10 unless given; null when it spells none.",
    examples: [
      .init(#"todouble("2.5")"#, "2.5"),
      .init(#"todouble("ff", 16)"#, "255"),
      .init(#"todouble("number")"#, nil),
      .init("todouble(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    try call.requireBase(1)
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column { try context.spelledNumbers(arguments) { $0 } }
}
