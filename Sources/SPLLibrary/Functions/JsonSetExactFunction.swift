package import Diagnostics
package import EventModel
package import QueryPlan

package struct JsonSetExactFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "json_set_exact", arguments: 3...FunctionDocumentation.anyNumber,
    syntax: "json_set_exact(X, KEY, VALUE, …)",
    summary: "The JSON object with keys set, points in them included.",
    examples: [
      .init(#"json_set_exact("{}", "a.b", "/opt/")"#, #"{"a.b":"/opt/"}"#),
      .init(#"json_set_exact("{\"a\": 1}", "a", 2)"#, #"{"a":2}"#),
      .init(#"json_set_exact(missing, "a", 1)"#, nil),
    ])
  private let changes: JSONChanges

  package init(_ call: FunctionCall) throws(Diagnostic) {
    changes = try JSONChanges(call, isExact: true)
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try changes.apply(arguments, in: context, creates: true) { _, value in value }
  }
}
