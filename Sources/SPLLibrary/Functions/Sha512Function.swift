package import Diagnostics
package import EventModel
package import QueryPlan

package struct Sha512Function: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "sha512", arguments: 1...1, syntax: "sha512(X)",
    summary: "The SHA-512 digest of a text, in hexadecimal digits.",
    examples: [
      .init(
        #"sha512("Splunk")"#,
        "0f7e1353c26054e52c032853444a757d223ed7a284b58fe8c0d37e4e61cb8ec2"
          + "0c6f3e286ede420067d066b4fafd7ee2e0e9c1467728e0e83db5e79833be739f"),
      .init("sha512(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try MessageDigest.sha512.column(of: arguments[0], in: context)
  }
}
