package import Diagnostics
package import EventModel
package import QueryPlan

package struct TrimFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "trim", arguments: 1...2, syntax: "trim(X, CHARACTERS)",
    summary: "X without the given characters, or blanks and tabs, at both ends.",
    examples: [
      .init(#"trim(" ZZZZabcZZ ", " Z")"#, "abc"),
      .init(#"trim("  a b ")"#, "a b"),
      .init("trim(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.trimmed(arguments, left: true, right: true)
  }
}
