package import Diagnostics
package import EventModel
package import QueryPlan

package struct JsonAppendFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "json_append", arguments: 3...FunctionDocumentation.anyNumber,
    syntax: "json_append(X, PATH, VALUE, …)",
    summary: "The JSON document with values put behind the arrays at paths, each as one element.",
    examples: [
      .init(#"json_append("{\"a\": [1]}", "a", 2)"#, #"{"a":[1,2]}"#),
      .init(#"json_append("[1]", "", json_array(2, 3))"#, "[1,[2,3]]"),
      .init(#"json_append(missing, "a", 1)"#, nil),
    ])
  private let changes: JSONChanges

  package init(_ call: FunctionCall) throws(Diagnostic) { changes = try JSONChanges(call) }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try changes.apply(arguments, in: context) { old, value in
      old.map { .array($0.elements + [value]) }
    }
  }
}
