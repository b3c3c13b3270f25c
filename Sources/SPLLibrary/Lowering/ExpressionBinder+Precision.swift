import Diagnostics
import EventModel
import QueryPlan
import SPLSyntax

import func Foundation.log10

extension ExpressionBinder {
  /// A product or quotient of two literals with decimal places, rounded to the significant figures
  /// of the less precise one: `8.250 * 0.2` is 2.
  ///
  /// Source: Splunk Search Reference, `eval` (precision). Only literals carry their precision; a
  /// field's number is exact, see `Documentation/Conformance.md`.
  func rounded(
    _ operation: ArithmeticOperator, _ a: EvalExpression, _ b: EvalExpression
  ) throws(Diagnostic) -> Expression? {
    if let shown = try shownExactly(operation, a, b) { return shown }
    if let circular = try roundedToPi(operation, a, b) { return circular }
    guard case .number(let x, let xText) = a.node, case .number(let y, let yText) = b.node,
      xText.contains("."), yText.contains("."), y != 0 || operation != .divide
    else { return nil }
    let value = operation == .multiply ? x * y : x / y
    let figures = SignificantFigures.least(in: xText + " " + yText)
    return .literal(
      .number(Double(SignificantFigures.text(value, figures: figures)) ?? value))
  }

  /// Refuses a literal text that reads as no number.
  ///
  /// Source: Splunk Search Reference, `eval`: operators that produce numbers accept two numbers.
  func requireNumber(
    _ operand: EvalExpression, _ operation: ArithmeticOperator
  ) throws(Diagnostic) {
    guard case .text(let text) = operand.node, NumberText.parse(text) == nil, text != "NaN"
    else { return }
    throw Diagnostic(
      .invalidArgument, "`\(operation.rawValue)` takes numbers", at: operand.span, label: "a text",
      help: "a field stands in single quotes or none; texts are joined by `.`")
  }

  /// The expression with numbers that do not tell how they were written.
  func unrounded(_ expression: EvalExpression) throws(Diagnostic) -> EvalExpression {
    try expression.mapped { (part) throws(Diagnostic) in
      guard case .number(let value, _) = part.node else { return nil }
      return EvalExpression(.number(value, text: ""), part.span)
    }
  }

  /// A literal with decimal places by an `exact` one: all the figures that the first has, zeros too.
  /// `8.250 * exact(0.2)` is 1.650.
  private func shownExactly(
    _ operation: ArithmeticOperator, _ a: EvalExpression, _ b: EvalExpression
  ) throws(Diagnostic) -> Expression? {
    guard let x = Self.written(a), let y = Self.written(b), x.isExact != y.isExact,
      let text = x.isExact ? y.text : x.text, text.contains("."),
      y.value != 0 || operation != .divide
    else { return nil }
    let value = operation == .multiply ? x.value * y.value : x.value / y.value
    guard value != 0, value.isFinite else { return nil }
    let figures = SignificantFigures.figures(text[...])
    let exponent = Int(log10(abs(value)).rounded(.down))
    let format = Expression.literal(.text("%.\(max(0, figures - 1 - exponent))f"))
    return try call("printf", [format, .literal(.number(value))], a.span.joined(b.span))
  }

  private static func written(
    _ expression: EvalExpression
  ) -> (value: Double, text: String?, isExact: Bool)? {
    switch expression.node {
    case .number(let value, let text): (value, text, false)
    case .call("exact", _, let arguments):
      if case .number(let value, _)? = arguments.first?.node { (value, nil, true) } else { nil }
    case .call, .text, .field, .dotted, .unary, .binary, .inList, .subsearch: nil
    }
  }

  /// A product or quotient of `pi()` and what is made of numbers alone has the twelve figures of
  /// `pi()`: `acos(0) * 180 / pi()` is 90.0000000003.
  ///
  /// Source: Splunk Search Reference, `acos`.
  private func roundedToPi(
    _ operation: ArithmeticOperator, _ a: EvalExpression, _ b: EvalExpression
  ) throws(Diagnostic) -> Expression? {
    guard Self.isPi(a) || Self.isPi(b), Self.isMadeOfNumbers(a), Self.isMadeOfNumbers(b)
    else { return nil }
    let span = a.span.joined(b.span)
    let exact = try Expression.arithmetic(operation, operandValue(a), operandValue(b))
    let text = try call("printf", [.literal(.text("%.12g")), exact], span)
    return try call("tonumber", [text], span)
  }

  private static func isPi(_ expression: EvalExpression) -> Bool {
    if case .call("pi", _, _) = expression.node { true } else { false }
  }

  private static func isMadeOfNumbers(_ expression: EvalExpression) -> Bool {
    switch expression.node {
    case .number: true
    case .call("random", _, _): false
    case .call(_, _, let arguments): arguments.allSatisfy { isMadeOfNumbers($0) }
    case .unary(_, let operand): isMadeOfNumbers(operand)
    case .binary(_, let a, let b): isMadeOfNumbers(a) && isMadeOfNumbers(b)
    case .text, .field, .dotted, .inList, .subsearch: false
    }
  }
}
