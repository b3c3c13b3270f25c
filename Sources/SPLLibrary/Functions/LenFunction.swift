package import Diagnostics
package import EventModel
package import QueryPlan

package struct LenFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "len", arguments: 1...1, syntax: "len(X)",
    summary: "The number of characters of a text.",
    examples: [
      .init(#"len("splunk")"#, "6"),
      .init(#"len("")"#, "0"),
      .init("len(null())", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.texts(of: arguments[0]) { text in .number(Double(CodePoints.count(text))) }
  }
}
