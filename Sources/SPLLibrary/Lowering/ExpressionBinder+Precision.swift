import Diagnostics
import Foundation
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
  ) throws(Diagnostic) -> QueryPlan.Expression? {
    guard case .number(let x, let xText) = a.node, case .number(let y, let yText) = b.node,
      xText.contains("."), yText.contains("."), y != 0 || operation != .divide
    else { return nil }
    let value = operation == .multiply ? x * y : x / y
    let figures = min(Self.significantFigures(xText), Self.significantFigures(yText))
    guard let rounded = Double(String(format: "%.\(max(figures - 1, 0))e", value)) else {
      return .literal(.number(value))
    }
    return .literal(.number(rounded))
  }

  private static func significantFigures(_ text: String) -> Int {
    text.filter { $0.isNumber }.drop { $0 == "0" }.count
  }
}
