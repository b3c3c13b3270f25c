package import Diagnostics
package import EventModel
package import QueryPlan

package struct TostringFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "tostring", arguments: 1...2, syntax: "tostring(X, FORMAT)",
    summary: """
      X as a text; the formats `commas`, `hex`, `binary` and `duration` (from seconds) write \
      a number.
      """,
    examples: [
      .init("tostring(1 == 1)", "True"),
      .init(#"tostring(15, "hex")"#, "0xF"),
      .init(#"tostring(12345.6789, "commas")"#, "12,345.68"),
      .init(#"tostring(615, "duration")"#, "00:10:15"),
      .init("tostring(missing)", nil),
    ])
  private let constant: NumberFormat?

  package init(_ call: FunctionCall) throws(Diagnostic) {
    guard call.arguments.count > 1 else {
      constant = nil
      return
    }
    try call.requireValues()
    constant = try call.literalText(1).map { (name) throws(Diagnostic) in
      guard let format = NumberFormat(rawValue: name) else {
        throw call.invalid(
          1, "`tostring` knows the formats `commas`, `hex`, `binary` and `duration`",
          label: "unknown format")
      }
      return format
    }
    guard let text = call.literalText(0) else { return }
    guard constant != .binary, NumberText.parse(text) != nil else {
      throw call.invalid(
        0, "`tostring` formats numbers, not literal texts", label: "a text",
        help: "write the number without quotes")
    }
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      let value = arguments[0][row]
      guard arguments.count > 1 else {
        switch value {
        case .null, .text, .multivalue: return value
        case .number, .boolean: return value.text(in: context.arena).map { .text($0) } ?? .null
        }
      }
      let name = constant == nil ? arguments[1][row].string : nil
      let format = constant ?? name.flatMap(NumberFormat.init)
      return format?.text(value).map { context.text($0) } ?? .null
    }
  }
}
