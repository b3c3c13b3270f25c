import Diagnostics
import QueryPlan
import SPLSyntax

extension ExpressionBinder {
  /// A product or quotient of two literals with decimal places, rounded to the significant figures
  /// of the less precise one: `8.250 * 0.2` is 2.
  ///
  /// Source: Splunk Search Reference, `eval` (precision). Only literals carry their precision; a
  /// field's number is exact, see `Documentation/Conformance.md`.
  func rounded(
    _ operation: ArithmeticOperator, _ a: EvalExpression, _ b: EvalExpression
  ) throws(Diagnostic) -> Expression? {
    guard case .number(let x, let xText) = a.node, case .number(let y, let yText) = b.node,
      xText.contains("."), yText.contains("."), y != 0 || operation != .divide
    else { return nil }
    let value = operation == .multiply ? x * y : x / y
    let figures = SignificantFigures.least(in: xText + " " + yText)
    return .literal(
      .number(Double(SignificantFigures.text(value, figures: figures)) ?? value))
  }
}
