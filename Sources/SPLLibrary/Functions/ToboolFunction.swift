package import Diagnostics
package import EventModel
package import QueryPlan

package struct ToboolFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "tobool", arguments: 1...1, syntax: "tobool(X)",
    summary: "The truth that X spells: a number other than 0, `true` or `false`; else null.",
    examples: [
      .init("tobool(12)", "True"),
      .init(#"tobool("false")"#, "False"),
      .init(#"tobool("maybe")"#, nil),
    ])
  package static var kind: ExpressionKind { .truth }

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      let value = arguments[0][row]
      if case .boolean = value { return value }
      if let number = value.number { return .boolean(number != 0) }
      switch value.singleText(in: context.arena)?.string {
      case "true", "True": return .boolean(true)
      case "false", "False": return .boolean(false)
      default: return .null
      }
    }
  }
}
