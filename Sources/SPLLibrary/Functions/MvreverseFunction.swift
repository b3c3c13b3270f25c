package import Diagnostics
package import EventModel
package import QueryPlan

package struct MvreverseFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "mvreverse", arguments: 1...1, syntax: "mvreverse(X)",
    summary: "The values of X from last to first.",
    examples: [
      .init(#"mvreverse(split("1,2,3", ","))"#, "3\n2\n1"),
      .init(#"mvreverse("a")"#, "a"),
      .init("mvreverse(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      guard case .multivalue(let values) = arguments[0][row] else { return arguments[0][row] }
      return context.arena.cell(values.reversed())
    }
  }
}
