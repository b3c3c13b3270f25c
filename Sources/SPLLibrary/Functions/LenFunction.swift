package import Diagnostics
package import EventModel
package import QueryPlan

package struct LenFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "len", arguments: 1...1, syntax: "len(X)",
    summary: "The number of characters of a text.",
    examples: [
      .init(#"len("splunk")"#, "6"),
      .init(#"len("")"#, "0"),
      .init("len(null())", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) {}

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    context.column { row in
      switch arguments[0][row] {
      case .text(let text): .number(Double(Self.characters(text)))
      case .number(let number): .number(Double(NumberText.format(number).utf8.count))
      case .null, .boolean, .multivalue: .null
      }
    }
  }

  /// Characters are code points: every byte that does not continue one.
  private static func characters(_ text: Bytes) -> Int {
    text.buffer.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }
}
