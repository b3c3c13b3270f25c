package import Diagnostics
package import EventModel
package import QueryPlan

package struct LtrimFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "ltrim", arguments: 1...2, syntax: "ltrim(X, CHARACTERS)",
    summary: "X without the given characters, or blanks and tabs, at its start.",
    examples: [
      .init(#"ltrim(" ZZZZabcZZ ", " Z")"#, "abcZZ "),
      .init(#"ltrim("$12.50", "$")"#, "12.50"),
      .init("ltrim(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.trimmed(arguments, left: true, right: false)
  }
}
