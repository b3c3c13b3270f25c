package import Diagnostics
package import EventModel
package import QueryPlan

package struct LikeFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "like", arguments: 2...2, syntax: "like(X, PATTERN)",
    summary: """
      Whether X, or one of its values, matches a pattern in which `%` stands for any characters \
      and `_` for one.
      """,
    examples: [
      .init(#"like("foobar", "foo%")"#, "True"),
      .init(#"like("a foo", "foo%")"#, "False"),
      .init(#"like("cat", "c_t")"#, "True"),
      .init(#"like(missing, "%")"#, nil),
    ])
  package static var kind: ExpressionKind { .truth }
  private let constant: LikePattern?

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    constant = call.literalText(1).map { LikePattern(Array($0.utf8)) }
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    var last: (text: Bytes, pattern: LikePattern)?
    return try context.rows(of: arguments) { row in
      let subject = arguments[0][row]
      guard !subject.isNull else { return .null }
      let pattern: LikePattern
      if let constant {
        pattern = constant
      } else {
        guard let text = arguments[1][row].singleText(in: context.arena) else { return .null }
        if let last, last.text == text {
          pattern = last.pattern
        } else {
          pattern = LikePattern(text.array)
          last = (text, pattern)
        }
      }
      return .boolean(subject.hasValue(in: context.arena) { pattern.matches($0) })
    }
  }
}
