package import Diagnostics
package import EventModel
package import QueryPlan

package struct MvjoinFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "mvjoin", arguments: 2...2, syntax: "mvjoin(X, DELIMITER)",
    summary: "All values of X as one text with a delimiter between them.",
    examples: [
      .init(#"mvjoin(split("a,b", ","), " OR ")"#, "a OR b"),
      .init(#"mvjoin("a", ";")"#, "a"),
      .init(#"mvjoin(missing, ";")"#, nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      let values = arguments[0][row].texts(in: context.arena)
      guard !values.isEmpty, let delimiter = arguments[1][row].singleText(in: context.arena)
      else { return .null }
      return .text(context.arena.join(values, separator: delimiter))
    }
  }
}
