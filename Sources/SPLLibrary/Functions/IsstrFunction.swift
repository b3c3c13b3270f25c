package import Diagnostics
package import EventModel
package import QueryPlan

package struct IsstrFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "isstr", arguments: 1...1, syntax: "isstr(X)",
    summary: "Whether X is a text; a field that reads as a number is none, a literal always is.",
    examples: [
      .init(#"isstr("abc")"#, "True"),
      .init("isstr(5)", "False"),
      .init("isstr(missing)", "False"),
    ])
  package static var kind: ExpressionKind { .truth }
  private let isText: Bool

  package init(_ call: FunctionCall) throws(Diagnostic) { isText = call.isText(0) }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      switch arguments[0][row] {
      case .text: .boolean(isText || arguments[0][row].number.map { $0.isNaN } ?? true)
      // Source: Splunk Search Reference, `isstr`: what is not a number is a text, and a number too.
      case .number(let number): .boolean(number.isNaN)
      case .null, .boolean, .multivalue: .boolean(false)
      }
    }
  }
}
