package import Diagnostics
package import EventModel
package import QueryPlan

package struct JsonSetFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "json_set", arguments: 3...FunctionDocumentation.anyNumber,
    syntax: "json_set(X, PATH, VALUE, …)",
    summary: """
      The JSON document with values set at paths; missing keys are made, and a path that does not \
      fit the document changes nothing.
      """,
    examples: [
      .init(#"json_set("{\"a\": 1}", "b.c", "x")"#, #"{"a":1,"b":{"c":"x"}}"#),
      .init(#"json_set("[{}, {}]", "{}.ok", true())"#, #"[{"ok":true},{"ok":true}]"#),
      .init(#"json_set("{\"a\": 1}", "a.b", 2)"#, #"{"a":1}"#),
      .init(#"json_set(missing, "a", 1)"#, nil),
    ])
  private let changes: JSONChanges

  package init(_ call: FunctionCall) throws(Diagnostic) { changes = try JSONChanges(call) }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try changes.apply(arguments, in: context, creates: true) { _, value in value }
  }
}
