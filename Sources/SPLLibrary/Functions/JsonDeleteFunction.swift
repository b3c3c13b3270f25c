package import Diagnostics
package import EventModel
package import QueryPlan

package struct JsonDeleteFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "json_delete", arguments: 2...FunctionDocumentation.anyNumber,
    syntax: "json_delete(X, PATH, …)",
    summary: "The JSON document without what stands at the paths.",
    examples: [
      .init(#"json_delete("{\"a\": 1, \"b\": 2}", "a")"#, #"{"b":2}"#),
      .init(#"json_delete("[{\"a\": 1, \"b\": 2}]", "{}.a")"#, #"[{"b":2}]"#),
      .init(#"json_delete(missing, "a")"#, nil),
    ])
  private let paths: [JSONPathArgument]

  package init(_ call: FunctionCall) throws(Diagnostic) {
    var paths: [JSONPathArgument] = []
    for index in call.arguments.indices.dropFirst() {
      paths.append(try JSONPathArgument(call, at: index))
    }
    self.paths = paths
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      guard var document = arguments[0][row].parsedJSON(in: context.arena) else { return .null }
      for argument in paths {
        guard let path = argument.path(arguments, row, in: context.arena), !path.steps.isEmpty
        else { continue }
        document = path.changing(document) { _ in nil }
      }
      return context.text(document.compactText)
    }
  }
}
