package import Diagnostics
package import EventModel
package import QueryPlan

package struct Sha256Function: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "sha256", arguments: 1...1, syntax: "sha256(X)",
    summary: "The SHA-256 digest of a text, in hexadecimal digits.",
    examples: [
      .init(
        #"sha256("Splunk")"#,
        "f3f5d1d9aba493153151e468915ca995a3355692da5ddc823e42044333a9deff"),
      .init("sha256(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try MessageDigest.sha256.column(of: arguments[0], in: context)
  }
}
