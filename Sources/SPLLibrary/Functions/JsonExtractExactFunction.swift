package import Diagnostics
package import EventModel
package import QueryPlan

package struct JsonExtractExactFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "json_extract_exact", arguments: 1...FunctionDocumentation.anyNumber,
    syntax: "json_extract_exact(X, KEY, …)",
    summary: "The value of a key of a JSON object, points and braces in it included.",
    examples: [
      .init(#"json_extract_exact("{\"a.b\": \"/opt/\"}", "a.b")"#, "/opt/"),
      .init(#"json_extract_exact("{\"a\": 1, \"b\": 2}", "a", "b")"#, "[1,2]"),
      .init(#"json_extract_exact("{\"a\": 1}", "b")"#, nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      guard let document = arguments[0][row].parsedJSON(in: context.arena) else { return .null }
      guard arguments.count > 1 else { return document.cell(in: context.arena) }
      var found: [JSONValue] = []
      for argument in arguments.dropFirst() {
        guard let key = argument[row].singleText(in: context.arena) else { return .null }
        found.append(document[key.string] ?? .null)
      }
      let result = found.count == 1 ? found[0] : .array(found)
      return result.cell(in: context.arena)
    }
  }
}
