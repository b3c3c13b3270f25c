package import Diagnostics
package import EventModel
package import QueryPlan

package struct Md5Function: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "md5", arguments: 1...1, syntax: "md5(X)",
    summary: "The MD5 digest of a text, in hexadecimal digits.",
    examples: [
      .init(
        #"md5("Splunk")"#,
        "2f9304fe9b427489507405bef9a0bb9f"),
      .init("md5(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireValues() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try MessageDigest.md5.column(of: arguments[0], in: context)
  }
}
