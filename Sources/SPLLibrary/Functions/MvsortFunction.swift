package import Diagnostics
package import EventModel
package import QueryPlan

package struct MvsortFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "mvsort", arguments: 1...1, syntax: "mvsort(X)",
    summary: "The values of X in lexicographic order, numbers too.",
    examples: [
      .init(#"mvsort(split("10,9,70,100", ","))"#, "10\n100\n70\n9"),
      .init(#"mvsort("a")"#, "a"),
      .init("mvsort(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      guard case .multivalue(let values) = arguments[0][row] else { return arguments[0][row] }
      return context.arena.cell(values.sorted())
    }
  }
}
