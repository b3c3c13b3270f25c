package import Diagnostics
package import EventModel
package import QueryPlan

package struct MvappendFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "mvappend", arguments: 1...FunctionDocumentation.anyNumber, syntax: "mvappend(X, …)",
    summary: "The values of all arguments in one row of values.",
    examples: [
      .init(#"mvappend("a", split("b,c", ","))"#, "a\nb\nc"),
      .init(#"mvappend(missing, "a")"#, "a"),
      .init("mvappend(missing, null())", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      context.arena.cell(arguments.flatMap { $0[row].texts(in: context.arena) })
    }
  }
}
