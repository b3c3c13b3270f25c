package import Diagnostics
package import EventModel
package import QueryPlan

package struct JsonExtractFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "json_extract", arguments: 1...FunctionDocumentation.anyNumber,
    syntax: "json_extract(X, PATH, …)",
    summary: """
      What stands at a path in a JSON document; several paths, or one with `{}`, give a JSON array.
      """,
    examples: [
      .init(#"json_extract("{\"a\": {\"b\": [1, 2]}}", "a.b{1}")"#, "2"),
      .init(#"json_extract("[{\"a\": \"x\"}, {\"a\": \"y\"}]", "{}.a")"#, #"["x","y"]"#),
      .init(#"json_extract("{\"a\": 1, \"b\": 2}", "a", "c")"#, "[1,null]"),
      .init(#"json_extract("{\"a\": 1}", "b")"#, nil),
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
      guard let document = arguments[0][row].parsedJSON(in: context.arena) else { return .null }
      guard !paths.isEmpty else { return document.cell(in: context.arena) }
      var found: [JSONValue] = []
      for argument in paths {
        guard let path = argument.path(arguments, row, in: context.arena) else { return .null }
        found.append(Self.value(at: path, in: document) ?? .null)
      }
      let result = found.count == 1 ? found[0] : .array(found)
      return result.cell(in: context.arena)
    }
  }

  private static func value(at path: JSONPath, in document: JSONValue) -> JSONValue? {
    // The page's own example: `{}` on an object means the object.
    if path.steps == [.all], case .object = document { return document }
    let values = path.values(in: document)
    return path.isPlural && !values.isEmpty ? .array(values) : values.first
  }
}
