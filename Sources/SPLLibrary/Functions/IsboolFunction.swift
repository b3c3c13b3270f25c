package import Diagnostics
package import EventModel
package import QueryPlan

package struct IsboolFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "isbool", arguments: 1...1, syntax: "isbool(X)", summary: "Whether X is a truth.",
    examples: [
      .init("isbool(1 == 2)", "True"),
      .init(#"isbool("true")"#, "False"),
      .init("isbool(missing)", "False"),
    ])
  package static var kind: ExpressionKind { .truth }

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      if case .boolean = arguments[0][row] { .boolean(true) } else { .boolean(false) }
    }
  }
}
