import Diagnostics
import QueryPlan
import SPLSyntax

extension ExpressionBinder {
  /// Comparisons that hold for other rows than their author thinks.
  func warnOfComparison(
    _ comparison: ComparisonOperator, _ a: EvalExpression, _ b: EvalExpression
  ) {
    if case .field(let left) = a.node, case .field(let right) = b.node, left == right {
      warnings.add(
        Diagnostic(
          .selfComparison, "`\(left)` is compared with itself", at: a.span.joined(b.span),
          help: "a text stands between double quotes: `\(left)\(comparison.rawValue)\"…\"`",
          severity: .warning))
    }
    switch comparison {
    case .equal, .notEqual:
      warnOfWildcard(b, comparedWith: a)
      warnOfWildcard(a, comparedWith: b)
    case .less, .lessOrEqual, .greater, .greaterOrEqual: break
    }
  }

  /// An asterisk is an asterisk in `where` and `eval`; in `search` it stands for any text.
  ///
  /// An asterisk alone is left in peace: audit logs are full of rules that allow `*`.
  func warnOfWildcard(_ literal: EvalExpression, comparedWith other: EvalExpression) {
    guard case .text(let text) = literal.node, text.contains("*"),
      text.contains(where: { $0.isLetter || $0.isNumber })
    else { return }
    let pattern = text.replacing("*", with: "%")
    warnings.add(
      Diagnostic(
        .literalWildcard, "`*` is no wildcard in an expression", at: literal.span,
        label: "only this very text is equal",
        help: "write `like(\(other.span.text), \"\(pattern)\")`, or use `search`",
        severity: .warning))
  }
}
