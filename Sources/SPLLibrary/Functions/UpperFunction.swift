package import Diagnostics
package import EventModel
package import QueryPlan

package struct UpperFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "upper", arguments: 1...1, syntax: "upper(X)", summary: "Each value of X in upper case.",
    examples: [
      .init(#"upper("BoB")"#, "BOB"),
      .init(#"upper(split("A,b", ","))"#, "A\nB"),
      .init("upper(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.eachText(of: arguments[0]) { text in
      guard CaseFolding.isASCII(text) else {
        return context.arena.store(text.string.uppercased())
      }
      let result = context.arena.allocate(text.count)
      for index in 0..<text.count {
        let byte = text[index]
        result[index] = byte &- 0x61 < 26 ? byte & ~0x20 : byte
      }
      return Bytes(start: result, count: text.count)
    }
  }
}
