package import Diagnostics
package import EventModel
package import QueryPlan

package struct JsonFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "json", arguments: 1...1, syntax: "json(X)",
    summary: "X without blanks when it is JSON, null when it is not.",
    examples: [
      .init(#"json("{\"animal\": \"pony\"}")"#, #"{"animal":"pony"}"#),
      .init(#"json("pony")"#, nil),
      .init("json(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.documents(of: arguments[0]) { context.text($0.compactText) }
  }
}
