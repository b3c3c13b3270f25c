package import Diagnostics
package import EventModel
package import QueryPlan

package struct JsonExtendFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "json_extend", arguments: 3...FunctionDocumentation.anyNumber,
    syntax: "json_extend(X, PATH, VALUE, …)",
    summary: """
      The JSON document with values put behind the arrays at paths, the elements of an array one \
      by one.
      """,
    examples: [
      .init(#"json_extend("{\"a\": [1]}", "a", json_array(2, 3))"#, #"{"a":[1,2,3]}"#),
      .init(#"json_extend("[1]", "", 2)"#, "[1,2]"),
      .init(#"json_extend(missing, "a", 1)"#, nil),
    ])
  private let changes: JSONChanges

  package init(_ call: FunctionCall) throws(Diagnostic) { changes = try JSONChanges(call) }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try changes.apply(arguments, in: context) { old, value in
      old.map { .array($0.elements + value.elements) }
    }
  }
}
