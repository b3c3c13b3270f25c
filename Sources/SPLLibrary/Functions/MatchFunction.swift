package import Diagnostics
package import EventModel
import Execution
package import QueryPlan

package struct MatchFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "match", arguments: 2...2, syntax: "match(X, REGEX)",
    summary: "Whether the regular expression matches somewhere in X or in one of its values.",
    examples: [
      .init(#"match("oh yes!", "yes")"#, "True"),
      .init(#"match("x10.1.2.3", "^\d{1,3}\.")"#, "False"),
      .init(#"match(split("a,bb", ","), "^b+$")"#, "True"),
      .init(#"match(missing, "a")"#, nil),
    ])
  package static var kind: ExpressionKind { .truth }
  private let regex: RegexArgument

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    regex = try RegexArgument(call, at: 1)
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    let matchers = regex.matchers()
    let arena = context.arena
    return try context.rows(of: arguments) { (row) throws(Diagnostic) in
      let subject = arguments[0][row]
      guard !subject.isNull,
        let matcher = try matchers.matcher(for: arguments[1][row], in: arena)
      else { return .null }
      do throws(RegexLimitError) {
        guard case .multivalue(let values) = subject else {
          guard let text = subject.text(in: arena) else { return .null }
          return .boolean(try matcher.matches(text))
        }
        for value in values where try matcher.matches(value) { return .boolean(true) }
        return .boolean(false)
      } catch { throw matchers.diagnostic(error) }
    }
  }
}
