package import Diagnostics
package import EventModel
package import QueryPlan

package struct RtrimFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "rtrim", arguments: 1...2, syntax: "rtrim(X, CHARACTERS)",
    summary: "X without the given characters, or blanks and tabs, at its end.",
    examples: [
      .init(#"rtrim(" ZZZZabcZZ ", " Z")"#, " ZZZZabc"),
      .init(#"rtrim("a  ")"#, "a"),
      .init("rtrim(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.trimmed(arguments, left: false, right: true)
  }
}
