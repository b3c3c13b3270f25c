package import Diagnostics
package import EventModel
package import QueryPlan

package struct IsdoubleFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "isdouble", arguments: 1...1, syntax: "isdouble(X)",
    summary: "Whether X is a number with a fraction.",
    examples: [
      .init("isdouble(1.5)", "True"),
      .init("isdouble(2)", "False"),
      .init("isdouble(missing)", "False"),
    ])
  package static var kind: ExpressionKind { .truth }
  private let isText: Bool

  package init(_ call: FunctionCall) throws(Diagnostic) { isText = call.isText(0) }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      guard !isText, let number = arguments[0][row].number else { return .boolean(false) }
      return .boolean(number != number.rounded())
    }
  }
}
