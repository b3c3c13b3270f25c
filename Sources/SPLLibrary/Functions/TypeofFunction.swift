package import Diagnostics
package import EventModel
package import QueryPlan

package struct TypeofFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "typeof", arguments: 1...1, syntax: "typeof(X)",
    summary: "The name of the type of X: `Number`, `String`, `Bool`, `Multivalue`, `Invalid`.",
    examples: [
      .init("typeof(12)", "Number"),
      .init(#"typeof("string")"#, "String"),
      .init("typeof(1 == 2)", "Bool"),
      .init("typeof(missing)", "Invalid"),
    ])
  private let isText: Bool

  package init(_ call: FunctionCall) throws(Diagnostic) { isText = call.isText(0) }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      switch arguments[0][row] {
      case .null: .text(Bytes("Invalid"))
      case .number: .text(Bytes("Number"))
      case .boolean: .text(Bytes("Bool"))
      case .multivalue: .text(Bytes("Multivalue"))
      case .text:
        .text(isText || arguments[0][row].number == nil ? Bytes("String") : Bytes("Number"))
      }
    }
  }
}
