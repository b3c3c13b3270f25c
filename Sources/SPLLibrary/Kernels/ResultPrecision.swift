import Diagnostics
import EventModel
import QueryPlan

/// How many figures the result of a function has that was called with written numbers.
///
/// Source: Splunk Search Reference, trigonometric functions: `atan(0.50)` is 0.46 and `cos(pi())`
/// is -1.00000000000. Whole numbers, fields and computed values are exact.
package struct ResultPrecision: Sendable {
  /// `pi()` has one digit before the point and eleven behind it.
  private static let figuresOfPi = 12
  private let figures: Int?

  init(_ call: FunctionCall) {
    figures = call.arguments.indices.compactMap { Self.figures(call, $0) }.min()
  }

  private static func figures(_ call: FunctionCall, _ index: Int) -> Int? {
    if case .call(let inner) = call.arguments[index], inner.name == "pi" { return figuresOfPi }
    guard call.literalNumber(index) != nil,
      let written = SignificantFigures.numbers(in: call.argumentSpans[index].text).first,
      written.contains(".")
    else { return nil }
    return SignificantFigures.figures(written)
  }

  func cell(_ number: Double, in context: EvaluationContext) -> Cell {
    guard let figures, number != 0, number.isFinite else { return .number(number) }
    let parts = SignificantFigures.text(number, figures: figures).split(separator: "e")
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let places = max(0, figures - 1 - exponent)
    return context.text(DecimalRounding.text(number, places: places))
  }
}
