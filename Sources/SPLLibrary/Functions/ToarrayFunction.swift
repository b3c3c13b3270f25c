package import Diagnostics
package import EventModel
package import QueryPlan

package struct ToarrayFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "toarray", arguments: 1...1, syntax: "toarray(X)",
    summary: "Several values, or the text of a JSON array, as a JSON array; null for all else.",
    examples: [
      .init(#"toarray(split("1, 2, 3", ","))"#, "[1,2,3]"),
      .init(#"toarray("[\"a\", 1.00]")"#, #"["a",1]"#),
      .init(#"toarray("somefield")"#, nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      let elements: [JSONValue]
      if case .multivalue(let values) = arguments[0][row] {
        elements = values.map { JSONValue.inferred($0) }
      } else if case .array(let parsed)? = arguments[0][row].parsedJSON(in: context.arena) {
        elements = parsed.map { $0.normalized }
      } else {
        return .null
      }
      return context.text(JSONValue.array(elements).compactText)
    }
  }
}
