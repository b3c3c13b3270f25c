package import Diagnostics
package import EventModel
package import QueryPlan

package struct SubstrFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "substr", arguments: 2...3, syntax: "substr(X, START, LENGTH)",
    summary: "A part of X from a character counted from 1, or from the end if negative.",
    examples: [
      .init(#"substr("string", 1, 3)"#, "str"),
      .init(#"substr("string", -3)"#, "ing"),
      .init(#"substr("string", 4)"#, "ing"),
      .init("substr(missing, 1)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireValues()
    try call.requireNumbers(1..<call.arguments.count)
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      guard let text = arguments[0][row].singleText(in: context.arena),
        let start = arguments[1][row].integer
      else { return .null }
      var length: Int?
      if arguments.count > 2 {
        guard let given = arguments[2][row].integer else { return .null }
        length = given
      }
      let count = CodePoints.count(text)
      let wanted = Self.range(start: start, length: length, count: count)
      guard !wanted.isEmpty else { return .text(.empty) }
      if count == text.count { return .text(text.slice(wanted)) }
      return .text(text.slice(CodePoints.range(text, wanted)))
    }
  }

  /// The numbers, from 0, of the characters that are asked for.
  ///
  /// Source: Splunk Search Reference, `substr`: indexes are as in SQLite, where position 0 lies
  /// before the first character and a negative length reaches backwards.
  private static func range(start: Int, length: Int?, count: Int) -> Range<Int> {
    let bound = 1 << 40
    let start = min(max(start, -bound), bound)
    let first = start > 0 ? start - 1 : start < 0 ? count + start : -1
    guard let length else { return min(max(first, 0), count)..<count }
    let size = min(max(length, -bound), bound)
    let lower = size < 0 ? (start == 0 ? 0 : first) + size : first
    let upper = size < 0 ? (start == 0 ? 0 : first) : first + size
    let from = min(max(lower, 0), count)
    return from..<min(max(upper, from), count)
  }
}
