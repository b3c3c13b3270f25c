package import Diagnostics
package import EventModel
package import QueryPlan

package struct JsonArrayToMvFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "json_array_to_mv", arguments: 1...2, syntax: "json_array_to_mv(X, KEEPS_QUOTES)",
    summary: "The elements of a JSON array as values; texts keep their quotes only if asked.",
    examples: [
      .init(#"json_array_to_mv("[\"a\", 1]")"#, "a\n1"),
      .init(#"json_array_to_mv("[\"a\", 1]", true())"#, "\"a\"\n1"),
      .init("json_array_to_mv(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireTruths([1]) }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      guard case .array(let elements)? = arguments[0][row].parsedJSON(in: context.arena)
      else { return .null }
      var keepsQuotes = false
      if arguments.count > 1, case .boolean(let flag) = arguments[1][row] { keepsQuotes = flag }
      let texts = elements.map { element in
        if !keepsQuotes, case .string(let text) = element { return text }
        return element.compactText
      }
      return context.arena.cell(texts.map { context.arena.store($0) })
    }
  }
}
