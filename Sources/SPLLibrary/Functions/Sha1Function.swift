package import Diagnostics
package import EventModel
package import QueryPlan

package struct Sha1Function: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "sha1", arguments: 1...1, syntax: "sha1(X)",
    summary: "The SHA-1 digest of a text, in hexadecimal digits.",
    examples: [
      .init(
        #"sha1("Splunk")"#,
        "988a53196b269c53b93c184800a843547e1d52c2"),
      .init("sha1(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try MessageDigest.sha1.column(of: arguments[0], in: context)
  }
}
