package import Diagnostics
package import EventModel
package import QueryPlan

package struct TointFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "toint", arguments: 1...2, syntax: "toint(X, BASE)",
    summary: "The number that X spells, rounded down; null when it spells none.",
    examples: [
      .init("toint(3.94)", "3"),
      .init("toint(-3.5)", "-4"),
      .init(#"toint("24")"#, "24"),
      .init(#"toint(" 24 ")"#, nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    try call.requireBase(1)
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column { try context.spelledNumbers(arguments) { $0.rounded(.down) } }
}
