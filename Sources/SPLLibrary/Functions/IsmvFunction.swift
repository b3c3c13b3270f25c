package import Diagnostics
package import EventModel
package import QueryPlan

package struct IsmvFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "ismv", arguments: 1...1, syntax: "ismv(X)", summary: "Whether X has several values.",
    examples: [
      .init(#"ismv(split("a,b", ","))"#, "True"),
      .init(#"ismv("a")"#, "False"),
      .init("ismv(missing)", "False"),
    ])
  package static var kind: ExpressionKind { .truth }

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in .boolean(arguments[0][row].valueCount > 1) }
  }
}
