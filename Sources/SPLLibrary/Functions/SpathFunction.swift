package import Diagnostics
package import EventModel
package import QueryPlan

package struct SpathFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "spath", arguments: 2...2, syntax: "spath(X, PATH)",
    summary: "What stands at a path in a JSON document, as one or several values.",
    examples: [
      .init(#"spath("{\"a\": {\"b\": 1}}", "a.b")"#, "1"),
      .init(#"spath("{\"a\": [{\"b\": 1}, {\"b\": 2}]}", "a{}.b")"#, "1\n2"),
      .init(#"spath("{\"a\": 1}", "b")"#, nil),
    ])
  private let path: JSONPathArgument
  private let span: Span

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    path = try JSONPathArgument(call, at: 1)
    span = call.argumentSpans[0]
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { (row) throws(Diagnostic) in
      let input = arguments[0][row]
      guard let document = input.parsedJSON(in: context.arena) else {
        if isXML(input) {
          throw Diagnostic(
            .invalidValue, "the function `spath` reads JSON, not XML", at: span,
            label: "a value that starts with `<`")
        }
        return .null
      }
      guard let path = path.path(arguments, row, in: context.arena) else { return .null }
      let cells = path.values(in: document).map { $0.cell(in: context.arena) }
      return context.arena.cell(cells.flatMap { $0.texts(in: context.arena) })
    }
  }

  private func isXML(_ cell: Cell) -> Bool {
    guard case .text(let text) = cell else { return false }
    return text.buffer.first { $0 > 0x20 } == UInt8(ascii: "<")
  }
}
