package import Diagnostics
package import EventModel
package import QueryPlan
import SPLSyntax

package struct LookupFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "lookup", arguments: 3...3,
    syntax: "lookup(TABLE, json_object(COLUMN, X, …), json_array(COLUMN, …))",
    summary: """
      What a lookup table says about some values, as a JSON object; a column of several matching \
      rows is an array.
      """,
    examples: [
      .init(
        #"lookup("ports.csv", json_object("port", 22), json_array("service"))"#,
        #"{"service":"ssh"}"#),
      .init(
        #"lookup("ports.csv", json_object("port", 53), json_array("transport"))"#,
        #"{"transport":["tcp","udp"]}"#),
      .init(#"lookup("ports.csv", json_object("port", missing), json_array("service"))"#, nil),
    ])
  private let table: LookupTable
  private let index: DeferredLookupIndex
  private let inputs: [String]
  private let outputs: [(column: Int, name: String)]

  package init(_ call: FunctionCall) throws(Diagnostic) {
    guard let name = call.literalText(0) else {
      throw call.invalid(0, "`lookup` needs the name of a table in double quotes")
    }
    let spans = call.argumentSpans
    table = try call.knowledge.lookupTable(Word(text: name, span: spans[0], isQuoted: true))
    inputs = try Self.names(
      call, 1, function: "json_object", label: "columns and values", every: 2)
    outputs = try Self.names(call, 2, function: "json_array", label: "columns", every: 1)
      .map { [table] (name) throws(Diagnostic) in
        (try table.column(Word(text: name, span: spans[2], isQuoted: true)), name)
      }
    var columns: [Int] = []
    for input in inputs {
      columns.append(try table.column(Word(text: input, span: spans[1], isQuoted: true)))
    }
    try table.checkComputation(matching: columns, at: spans[1])
    index = DeferredLookupIndex(table, columns: columns)
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    let index = index.get()
    return try context.rows(of: arguments) { row in
      guard let wanted = arguments[1][row].parsedJSON(in: context.arena) else { return .null }
      var values: [Bytes] = []
      for input in inputs {
        guard let text = wanted[input]?.cell(in: context.arena).singleText(in: context.arena)
        else { return .null }
        values.append(text)
      }
      let rows = index.answers(to: values, limit: table.definition.maximumMatches)
      guard !rows.isEmpty else { return .null }
      let members = outputs.map { output in
        let texts = rows.map { JSONValue.string($0[output.column]) }
        return (key: output.name, value: texts.count == 1 ? texts[0] : .array(texts))
      }
      return context.text(JSONValue.object(members).compactText)
    }
  }

  /// The literal texts among the arguments of an inner call, from the first on.
  private static func names(
    _ call: FunctionCall, _ index: Int, function: String, label: String, every step: Int
  ) throws(Diagnostic) -> [String] {
    guard case .call(let inner) = call.arguments[index], inner.name == function else {
      throw call.invalid(index, "`lookup` needs `\(function)` of \(label) here")
    }
    return try stride(from: 0, to: inner.arguments.count, by: step).map {
      (place) throws(Diagnostic) in
      guard case .literal(.text(let name)) = inner.arguments[place] else {
        throw call.invalid(index, "`lookup` needs the columns in double quotes")
      }
      return name
    }
  }
}
