package import Diagnostics
package import EventModel
package import QueryPlan

package struct CaseFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "case", arguments: 2...FunctionDocumentation.anyNumber,
    syntax: "case(CONDITION, X, CONDITION, Y, …)",
    summary: "The value behind the first condition that holds; null when none does.",
    examples: [
      .init(#"case(1 == 2, "a", 2 == 2, "b", true(), "c")"#, "b"),
      .init(#"case(1 == 2, "a", true(), "other")"#, "other"),
      .init(#"case(1 == 2, "a")"#, nil),
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
        if case .boolean(true) = arguments[index][row] { return arguments[index + 1][row] }
        index += 2
      }
      return .null
    }
  }
}
