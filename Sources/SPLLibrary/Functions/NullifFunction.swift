package import Diagnostics
package import EventModel
package import QueryPlan

package struct NullifFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "nullif", arguments: 2...2, syntax: "nullif(X, Y)",
    summary: "Null where both arguments are equal, X elsewhere.",
    examples: [
      .init(#"nullif("a", "b")"#, "a"),
      .init("nullif(1, 1.0)", nil),
      .init(#"nullif("a", null())"#, "a"),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      let value = arguments[0][row]
      let isEqual = TextOrder.compare(value, arguments[1][row], in: context.arena) == 0
      return isEqual ? .null : value
    }
  }
}
