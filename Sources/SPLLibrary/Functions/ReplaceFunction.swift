package import Diagnostics
package import EventModel
import Execution
package import QueryPlan

package struct ReplaceFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "replace", arguments: 3...3, syntax: "replace(X, REGEX, REPLACEMENT)",
    summary: "X with every match of the regular expression replaced; `\\1` stands for a group.",
    examples: [
      .init(#"replace("1/14/2017", "^(\d{1,2})/(\d{1,2})/", "\2/\1/")"#, "14/1/2017"),
      .init(#"replace("abc", "z", "-")"#, "abc"),
      .init(#"replace(missing, "a", "b")"#, nil),
    ])
  private let regex: RegexArgument
  private let constant: RegexReplacement?

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    regex = try RegexArgument(call, at: 1)
    constant = call.literalText(2).map { RegexReplacement(Array($0.utf8)) }
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    let matchers = regex.matchers()
    let arena = context.arena
    return try context.rows(of: arguments) { (row) throws(Diagnostic) in
      guard let text = arguments[0][row].singleText(in: arena),
        let matcher = try matchers.matcher(for: arguments[1][row], in: arena)
      else { return .null }
      let replacement: RegexReplacement
      if let constant {
        replacement = constant
      } else {
        guard let template = arguments[2][row].singleText(in: arena) else { return .null }
        replacement = RegexReplacement(template.array)
      }
      do throws(RegexLimitError) {
        guard let replaced = try matcher.replaceAll(in: text, with: replacement)
        else { return .text(text) }
        return context.text(replaced)
      } catch { throw matchers.diagnostic(error) }
    }
  }
}
