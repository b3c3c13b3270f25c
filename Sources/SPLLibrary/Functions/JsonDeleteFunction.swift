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
      .init(#"json_delete("{\"a\": 1, \"b\": 2}", json_array("a", "b"))"#, "{}"),
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
      for (index, argument) in paths.enumerated() {
        for path in listed(arguments[index + 1][row], in: context.arena)
          ?? argument.path(arguments, row, in: context.arena).map({ [$0] }) ?? []
        where !path.steps.isEmpty {
          document = path.changing(document) { _ in nil }
        }
      }
      return context.text(document.compactText)
    }
  }

  /// The paths in the text of a JSON array; nil for any other text.
  private func listed(_ cell: Cell, in arena: Arena) -> [JSONPath]? {
    guard case .array(let elements)? = cell.parsedJSON(in: arena) else { return nil }
    return elements.compactMap { element in
      if case .string(let text) = element { JSONPath(text) } else { nil }
    }
  }
}
