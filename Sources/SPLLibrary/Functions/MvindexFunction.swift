package import Diagnostics
package import EventModel
package import QueryPlan

package struct MvindexFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "mvindex", arguments: 2...3, syntax: "mvindex(X, FROM, TO)",
    summary: """
      The value of X at a place counted from 0, or from -1 at the end; with two places, all \
      values between them.
      """,
    examples: [
      .init(#"mvindex(split("a,b,c", ","), 1)"#, "b"),
      .init(#"mvindex(split("a,b,c", ","), -1)"#, "c"),
      .init(#"mvindex(split("a,b,c", ","), 1, 2)"#, "b\nc"),
      .init(#"mvindex(split("a,b,c", ","), 3)"#, nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    try call.requireNumbers(1..<call.arguments.count)
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      let value = arguments[0][row]
      let count = value.valueCount
      guard count > 0, let first = arguments[1][row].integer else { return .null }
      let start = first < 0 ? first + count : first
      guard (0..<count).contains(start) else { return .null }
      var end = start
      if arguments.count > 2 {
        guard let last = arguments[2][row].integer else { return .null }
        end = min(last < 0 ? last + count : last, count - 1)
      }
      guard end >= start else { return .null }
      guard case .multivalue(let values) = value else { return value }
      if start == end { return .text(values[start]) }
      return .multivalue(Multivalue(start: values.start + start, count: end - start + 1))
    }
  }
}
