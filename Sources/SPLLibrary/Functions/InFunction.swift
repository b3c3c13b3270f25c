package import Diagnostics
package import EventModel
package import QueryPlan

package struct InFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "in", arguments: 2...FunctionDocumentation.anyNumber, syntax: "in(X, A, B, …)",
    summary: "Whether X, or one of its values, equals one of the others.",
    examples: [
      .init(#"in("404", "400", "404")"#, "True"),
      .init(#"in("ok", "error", "OK")"#, "False"),
      .init(#"in(split("a,b", ","), "b")"#, "True"),
      .init(#"in(missing, "a")"#, nil),
    ])
  package static var kind: ExpressionKind { .truth }

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  /// As the chain of equalities that it stands for: null where none holds and one cannot be told.
  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      let value = arguments[0][row]
      guard !value.isNull else { return .null }
      var isUnsure = false
      for other in arguments.dropFirst() {
        let candidate = other[row]
        if candidate.isNull {
          isUnsure = true
        } else if Self.equals(value, candidate, in: context.arena) {
          return .boolean(true)
        }
      }
      return isUnsure ? .null : .boolean(false)
    }
  }

  private static func equals(_ value: Cell, _ other: Cell, in arena: Arena) -> Bool {
    switch value {
    case .multivalue(let values): values.contains { equals(.text($0), other, in: arena) }
    case .null, .text, .number, .boolean:
      switch other {
      case .multivalue(let values):
        values.contains { TextOrder.compare(value, .text($0), in: arena) == 0 }
      case .null, .text, .number, .boolean: TextOrder.compare(value, other, in: arena) == 0
      }
    }
  }
}
