package import Diagnostics
package import EventModel
package import QueryPlan

package struct ValidateFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "validate", arguments: 2...FunctionDocumentation.anyNumber,
    syntax: "validate(CONDITION, X, CONDITION, Y, …)",
    summary: "The value behind the first condition that is false; null when none is.",
    examples: [
      .init(#"validate(1 == 1, "a", 2 == 3, "b")"#, "b"),
      .init(#"validate(1 == 1, "a", 2 == 2, "b")"#, nil),
    ])
  package static var kind: ExpressionKind { .either }

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requirePairs("a condition and its value")
    try call.requireTruths(stride(from: 0, to: call.arguments.count, by: 2))
  }

  package static func resultArguments(count: Int) -> [Int] {
    Array(stride(from: 1, to: count, by: 2))
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      var index = 0
      while index + 1 < arguments.count {
        if case .boolean(false) = arguments[index][row] { return arguments[index + 1][row] }
        index += 2
      }
      return .null
    }
  }
}
