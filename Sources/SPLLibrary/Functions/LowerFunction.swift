package import Diagnostics
package import EventModel
package import QueryPlan

package struct LowerFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "lower", arguments: 1...1, syntax: "lower(X)", summary: "Each value of X in lower case.",
    examples: [
      .init(#"lower("BoB")"#, "bob"),
      .init(#"lower(split("A,b", ","))"#, "a\nb"),
      .init("lower(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    let arena = context.arena
    return try context.eachText(of: arguments[0]) { text in
      ASCIIText.isASCII(text)
        ? ASCIIText.lowercased(text, in: arena) : arena.store(text.string.lowercased())
    }
  }
}
