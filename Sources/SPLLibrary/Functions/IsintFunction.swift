package import Diagnostics
package import EventModel
package import QueryPlan

package struct IsintFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "isint", arguments: 1...1, syntax: "isint(X)", summary: "Whether X is a whole number.",
    examples: [
      .init("isint(443)", "True"),
      .init("isint(1.5)", "False"),
      .init("isint(missing)", "False"),
    ])
  package static var kind: ExpressionKind { .truth }
  private let isText: Bool

  package init(_ call: FunctionCall) throws(Diagnostic) { isText = call.isText(0) }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      guard !isText, let number = arguments[0][row].number else { return .boolean(false) }
      return .boolean(number.isFinite && number == number.rounded())
    }
  }
}
