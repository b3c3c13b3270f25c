package import Diagnostics
package import EventModel
package import QueryPlan

package struct ToobjectFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "toobject", arguments: 1...1, syntax: "toobject(X)",
    summary: "The text of a JSON object as a JSON object; null for all else.",
    examples: [
      .init(#"toobject("{\"name\": \"maria\"}")"#, #"{"name":"maria"}"#),
      .init(#"toobject("[1]")"#, nil),
      .init("toobject(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.documents(of: arguments[0]) { document in
      guard case .object = document else { return .null }
      return context.text(document.compactText)
    }
  }
}
