package import Diagnostics
package import EventModel
package import QueryPlan

package struct MvdedupFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "mvdedup", arguments: 1...1, syntax: "mvdedup(X)",
    summary: "The values of X in order, each only once.",
    examples: [
      .init(#"mvdedup(split("a,b,a,c,b", ","))"#, "a\nb\nc"),
      .init(#"mvdedup("a")"#, "a"),
      .init("mvdedup(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      guard case .multivalue(let values) = arguments[0][row] else { return arguments[0][row] }
      var seen: Set<Bytes> = []
      return context.arena.cell(values.filter { seen.insert($0).inserted })
    }
  }
}
