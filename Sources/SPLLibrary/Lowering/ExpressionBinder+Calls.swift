package import Diagnostics
package import QueryPlan

extension ExpressionBinder {
  /// A call that a command makes on its own account.
  package func call(
    _ name: String, _ arguments: [Expression], _ span: Span
  ) throws(Diagnostic) -> Expression {
    try bound(
      name, arguments, arguments.map { _ in span }, nameSpan: span, span)
  }
}
