package import Diagnostics
package import EventModel
import Execution
package import QueryPlan

package struct MvfindFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "mvfind", arguments: 2...2, syntax: "mvfind(X, REGEX)",
    summary: "The place, from 0, of the first value of X that the regular expression matches.",
    examples: [
      .init(#"mvfind(split("ok,err42,err43", ","), "err\d+")"#, "1"),
      .init(#"mvfind(split("a,b", ","), "nope")"#, nil),
      .init(#"mvfind(missing, "a")"#, nil),
    ])
  private let regex: RegexArgument

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    regex = try RegexArgument(call, at: 1)
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    let matchers = regex.matchers()
    return try context.rows(of: arguments) { (row) throws(Diagnostic) in
      guard let matcher = try matchers.matcher(for: arguments[1][row], in: context.arena)
      else { return .null }
      do throws(RegexLimitError) {
        for (index, value) in arguments[0][row].texts(in: context.arena).enumerated()
        where try matcher.matches(value) {
          return .number(Double(index))
        }
        return .null
      } catch { throw matchers.diagnostic(error) }
    }
  }
}
