package import Diagnostics
package import EventModel
package import QueryPlan

package struct SpathFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "spath", arguments: 2...2, syntax: "spath(X, PATH)",
    summary: "What stands at a path in a JSON or XML document, as one or several values.",
    examples: [
      .init(#"spath("{\"a\": {\"b\": 1}}", "a.b")"#, "1"),
      .init(#"spath("{\"a\": [{\"b\": 1}, {\"b\": 2}]}", "a{}.b")"#, "1\n2"),
      .init(#"spath("{\"a\": 1}", "b")"#, nil),
      .init(#"spath("<a><b c=\"1\">x</b><b c=\"2\">y</b></a>", "a.b")"#, "x\ny"),
      .init(#"spath("<a><b c=\"1\">x</b><b c=\"2\">y</b></a>", "a.b{@c}")"#, "1\n2"),
    ])

  private struct Path: Sendable {
    let json: JSONPath?
    let xml: XMLPath?

    init?(_ text: String) {
      json = JSONPath(text)
      xml = XMLPath(text)
      if json == nil, xml == nil { return nil }
    }
  }

  private let constant: Path?

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    constant = try call.literalText(1).map { (text) throws(Diagnostic) in
      if let path = Path(text) { return path }
      throw call.invalid(
        1, "`spath` needs a path into JSON or XML",
        label: "braces hold a number, an attribute or nothing",
        help: "write it as `a.b{0}.c`, `a{}.c` or `a.b{@c}`")
    }
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    let arena = context.arena
    return try context.rows(of: arguments) { row in
      let input = arguments[0][row]
      let path: Path
      if let constant {
        path = constant
      } else {
        guard let text = arguments[1][row].singleText(in: arena)?.string,
          let read = Path(text)
        else { return .null }
        path = read
      }
      if let json = path.json, let document = input.parsedJSON(in: arena) {
        let cells = json.values(in: document).map { $0.cell(in: arena) }
        return arena.cell(cells.flatMap { $0.texts(in: arena) })
      }
      guard let xml = path.xml, let text = input.singleText(in: arena),
        let roots = XMLReader.elements(of: text)
      else { return .null }
      return arena.cell(xml.values(in: roots).map { arena.store($0) })
    }
  }
}
