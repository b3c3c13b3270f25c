package import Diagnostics
package import EventModel
package import QueryPlan

package struct UrldecodeFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "urldecode", arguments: 1...1, syntax: "urldecode(X)",
    summary: "X with each percent code, such as `%3A`, replaced by what it stands for.",
    examples: [
      .init(#"urldecode("http%3A%2F%2Fwww.splunk.com%2Fr%3Dx")"#, "http://www.splunk.com/r=x"),
      .init(#"urldecode("100%")"#, "100%"),
      .init("urldecode(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.texts(of: arguments[0]) { text in
      guard text.buffer.contains(UInt8(ascii: "%")) else { return .text(text) }
      return context.text(Self.decoded(text))
    }
  }

  private static func decoded(_ text: Bytes) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "%"), index + 2 < text.count,
        let high = hexDigit(text[index + 1]), let low = hexDigit(text[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
