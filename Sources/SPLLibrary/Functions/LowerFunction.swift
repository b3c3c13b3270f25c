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
    try context.eachText(of: arguments[0]) { text in
      guard CaseFolding.isASCII(text) else {
        return context.arena.store(text.string.lowercased())
      }
      let result = context.arena.allocate(text.count)
      for index in 0..<text.count { result[index] = CaseFolding.fold(text[index]) }
      return Bytes(start: result, count: text.count)
    }
  }
}
