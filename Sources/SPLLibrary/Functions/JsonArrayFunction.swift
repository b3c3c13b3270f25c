package import Diagnostics
package import EventModel
package import QueryPlan

package struct JsonArrayFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "json_array", arguments: 0...FunctionDocumentation.anyNumber, syntax: "json_array(X, …)",
    summary: "A JSON array of values.",
    examples: [
      .init(#"json_array("a", 1, true())"#, #"["a",1,true]"#),
      .init("json_array()", "[]"),
      .init("json_array(missing)", "[null]"),
    ])
  private let areTexts: [Bool]

  package init(_ call: FunctionCall) throws(Diagnostic) {
    areTexts = call.arguments.indices.map { call.isText($0) }
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      let elements = arguments.indices.map {
        arguments[$0][row].asJSON(isText: areTexts[$0], in: context.arena)
      }
      return context.text(JSONValue.array(elements).compactText)
    }
  }
}
