package import Diagnostics
package import EventModel
package import QueryPlan

package struct SplitFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "split", arguments: 2...2, syntax: "split(X, DELIMITER)",
    summary: "The pieces of X between the delimiters as values; without one, its characters.",
    examples: [
      .init(#"split("name::value", "::")"#, "name\nvalue"),
      .init(#"split("abc", "")"#, "a\nb\nc"),
      .init(#"split("a,,b", ",")"#, "a\n\nb"),
      .init(#"split(missing, ",")"#, nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      guard let delimiter = arguments[1][row].singleText(in: context.arena) else { return .null }
      if case .text(let text) = arguments[0][row] {
        return context.arena.cell(Self.split(text, by: delimiter))
      }
      return context.arena.cell(
        arguments[0][row].texts(in: context.arena).flatMap { Self.split($0, by: delimiter) })
    }
  }

  private static func split(_ text: Bytes, by delimiter: Bytes) -> [Bytes] {
    guard !delimiter.isEmpty else { return CodePoints.split(text) }
    var pieces: [Bytes] = []
    var start = 0
    var index = 0
    while index + delimiter.count <= text.count {
      if text[index] == delimiter[0],
        delimiter.count == 1 || text.slice(index..<(index + delimiter.count)) == delimiter
      {
        pieces.append(text.slice(start..<index))
        index += delimiter.count
        start = index
      } else {
        index += 1
      }
    }
    pieces.append(text.slice(start..<text.count))
    return pieces
  }
}
