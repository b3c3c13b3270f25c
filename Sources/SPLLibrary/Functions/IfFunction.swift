package import Diagnostics
package import EventModel
package import QueryPlan

package struct IfFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "if", arguments: 3...3, syntax: "if(CONDITION, X, Y)",
    summary: "X where the condition holds, Y where it does not or cannot be told.",
    examples: [
      .init(#"if(200 == 200, "ok", "error")"#, "ok"),
      .init(#"if(missing == 200, "ok", "error")"#, "error"),
      .init("if(1 == 2, 1, null())", nil),
    ])
  package static var kind: ExpressionKind { .either }

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireTruths([0]) }

  package static func resultArguments(count: Int) -> [Int] { Array(1..<count) }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      if case .boolean(true) = arguments[0][row] { return arguments[1][row] }
      return arguments[2][row]
    }
  }
}
