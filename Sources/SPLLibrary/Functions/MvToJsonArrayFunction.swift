package import Diagnostics
package import EventModel
package import QueryPlan

package struct MvToJsonArrayFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "mv_to_json_array", arguments: 1...2, syntax: "mv_to_json_array(X, INFERS_TYPES)",
    summary: """
      The values of X as a JSON array of texts; if types are to be told, a value that is JSON \
      stands as it is and any other is null.
      """,
    examples: [
      .init(#"mv_to_json_array(split("a,1", ","))"#, #"["a","1"]"#),
      .init(#"mv_to_json_array(split("a,1,true", ","), true())"#, "[null,1,true]"),
      .init("mv_to_json_array(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireTruths([1]) }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      let values = arguments[0][row].texts(in: context.arena)
      guard !values.isEmpty else { return .null }
      var infersTypes = false
      if arguments.count > 1, case .boolean(let flag) = arguments[1][row] { infersTypes = flag }
      let elements = values.map { value in
        infersTypes ? JSONValue.inferred(value) : .string(value.string)
      }
      return context.text(JSONValue.array(elements).compactText)
    }
  }
}
