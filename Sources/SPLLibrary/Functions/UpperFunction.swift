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
    let arena = context.arena
    return try context.eachText(of: arguments[0]) { text in
      ASCIIText.isASCII(text)
        ? ASCIIText.uppercased(text, in: arena) : arena.store(text.string.uppercased())
    }
  }
}
