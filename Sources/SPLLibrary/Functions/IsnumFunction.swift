package import Diagnostics
package import EventModel
import Execution
package import QueryPlan

package struct IsnumFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "isnum", arguments: 1...1, syntax: "isnum(X)",
    summary: "Whether X is a number; a field that reads as one is, a literal text is not.",
    examples: [
      .init("isnum(1.5)", "True"),
      .init(#"isnum("1.5")"#, "False"),
      .init("isnum(missing)", "False"),
    ])
  package static var kind: ExpressionKind { .truth }
  private let isText: Bool

  package init(_ call: FunctionCall) throws(Diagnostic) { isText = call.isText(0) }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      .boolean(
        !isText && (arguments[0][row].number != nil || arguments[0][row].spellsNaN))
    }
  }
}
