package import Diagnostics
package import EventModel
package import QueryPlan

/// Precision is told by how the numbers are written, which only the text of the call knows; so a
/// product needs one that is written out.
package struct SigfigFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "sigfig", arguments: 1...1, syntax: "sigfig(X)",
    summary: """
      A product rounded to the fewest significant figures, a sum to the fewest decimals, of the \
      numbers that are written in it.
      """,
    examples: [
      .init("sigfig(1.00 * 1111)", "1110"),
      .init("sigfig(123.0 + 4.567)", "127.6"),
      .init("sigfig(missing * 1.00)", nil),
    ])

  private enum Rule: Sendable {
    case asItIs
    case figures(Int)
    case decimals(Int)
  }

  private let rule: Rule

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireNumbers()
    let numbers = SignificantFigures.numbers(in: call.argumentSpans[0].text)
    switch Self.operators(call.arguments[0]) {
    case (false, false): rule = .asItIs
    case (true, _):
      guard let figures = numbers.map(SignificantFigures.figures).min() else {
        throw Diagnostic(
          .unsupportedSyntax, "`sigfig` goes by the numbers that are written in its argument",
          at: call.argumentSpans[0], label: "no number here",
          help: "multiply by `1.00` for three figures, or use `round`")
      }
      rule = .figures(figures)
    case (false, true):
      rule = numbers.map(SignificantFigures.decimals).min().map { .decimals($0) } ?? .asItIs
    }
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.numbers(of: arguments[0]) { number in
      guard number != 0, number.isFinite else { return number }
      switch rule {
      case .asItIs: return number
      case .figures(let figures):
        return NumberText.parse(SignificantFigures.text(number, figures: figures)) ?? number
      case .decimals(let places): return DecimalRounding.round(number, places: places)
      }
    }
  }

  private static func operators(_ expression: Expression) -> (product: Bool, sum: Bool) {
    var (product, sum) = (false, false)
    if case .arithmetic(let operation, _, _) = expression {
      switch operation {
      case .multiply, .divide, .remainder: product = true
      case .add, .subtract: sum = true
      }
    }
    for child in expression.children {
      let inner = operators(child)
      product = product || inner.product
      sum = sum || inner.sum
    }
    return (product, sum)
  }
}
