package import Diagnostics
package import EventModel
package import QueryPlan

package struct JsonObjectFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "json_object", arguments: 0...FunctionDocumentation.anyNumber,
    syntax: "json_object(KEY, X, KEY, Y, …)",
    summary: "A JSON object of keys and their values.",
    examples: [
      .init(#"json_object("name", "maria", "age", 25)"#, #"{"name":"maria","age":25}"#),
      .init(#"json_object("names", json_array("a", "b"))"#, #"{"names":["a","b"]}"#),
      .init(#"json_object("a", null())"#, #"{"a":null}"#),
      .init(#"json_object(missing, "a")"#, nil),
    ])
  private let areTexts: [Bool]

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requirePairs("a key and its value")
    areTexts = call.arguments.indices.map { call.isText($0) }
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      var members: [(key: String, value: JSONValue)] = []
      for index in stride(from: 0, to: arguments.count, by: 2) {
        guard let key = arguments[index][row].singleText(in: context.arena) else { return .null }
        let value = arguments[index + 1][row].asJSON(
          isText: areTexts[index + 1], in: context.arena)
        members.append((key.string, value))
      }
      return context.text(JSONValue.object(members).compactText)
    }
  }
}
