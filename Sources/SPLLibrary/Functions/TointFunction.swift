package import Diagnostics
package import EventModel
package import QueryPlan

package struct TointFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "toint", arguments: 1...1, syntax: "toint(X)",
    summary: "The number that X spells without its fraction; null when it spells none.",
    examples: [
      .init("toint(3.94)", "3"),
      .init(#"toint("24")"#, "24"),
      .init(#"toint(" 24 ")"#, nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.numbers(of: arguments[0]) { $0.rounded(.towardZero) }
  }
}
