package import Diagnostics
package import EventModel
package import QueryPlan

package struct MvzipFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "mvzip", arguments: 2...3, syntax: "mvzip(X, Y, DELIMITER)",
    summary: """
      The first value of X with the first of Y, the second with the second, and so on, joined by \
      a delimiter (a comma unless given).
      """,
    examples: [
      .init(#"mvzip(split("a,b", ","), split("1,2,3", ","))"#, "a,1\nb,2"),
      .init(#"mvzip("a", "1", "|")"#, "a|1"),
      .init(#"mvzip("a", missing)"#, nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      var delimiter = Bytes(",")
      if arguments.count > 2 {
        guard let given = arguments[2][row].singleText(in: context.arena) else { return .null }
        delimiter = given
      }
      let first = arguments[0][row].texts(in: context.arena)
      let second = arguments[1][row].texts(in: context.arena)
      return context.arena.cell(
        zip(first, second).map { context.arena.join([$0, $1], separator: delimiter) })
    }
  }
}
