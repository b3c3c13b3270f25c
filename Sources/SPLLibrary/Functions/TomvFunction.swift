package import Diagnostics
package import EventModel
package import QueryPlan

package struct TomvFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "tomv", arguments: 1...1, syntax: "tomv(X)",
    summary: "The elements of a JSON array as values, texts without quotes; null for other texts.",
    examples: [
      .init(#"tomv("[\"a\", 1]")"#, "a\n1"),
      .init(#"tomv("a")"#, nil),
      .init("tomv(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      if case .multivalue = arguments[0][row] { return arguments[0][row] }
      guard case .array(let elements)? = arguments[0][row].parsedJSON(in: context.arena)
      else { return .null }
      return context.arena.cell(
        elements.flatMap { element in
          if case .null = element { return [Bytes("null")] }
          return element.cell(in: context.arena).texts(in: context.arena)
        })
    }
  }
}
