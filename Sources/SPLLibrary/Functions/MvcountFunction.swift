package import Diagnostics
package import EventModel
package import QueryPlan

package struct MvcountFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "mvcount", arguments: 1...1, syntax: "mvcount(X)",
    summary: "How many values X has; null when it has none.",
    examples: [
      .init(#"mvcount(split("a,b,c", ","))"#, "3"),
      .init(#"mvcount("a")"#, "1"),
      .init("mvcount(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      let count = arguments[0][row].valueCount
      return count == 0 ? .null : .number(Double(count))
    }
  }
}
