package import Diagnostics
package import EventModel
package import QueryPlan

package struct TodoubleFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "todouble", arguments: 1...1, syntax: "todouble(X)",
    summary: "The number that X spells; null when it spells none.",
    examples: [
      .init(#"todouble("2.5")"#, "2.5"),
      .init(#"todouble("number")"#, nil),
      .init("todouble(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column { try context.numbers(of: arguments[0]) { $0 } }
}
