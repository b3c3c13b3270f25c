package import Diagnostics
package import EventModel
package import QueryPlan

/// Significant figures are told by how the literals are written, which only the text of the call
/// knows; so fields are refused rather than counted wrongly.
package struct SigfigFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "sigfig", arguments: 1...1, syntax: "sigfig(X)",
    summary: "A product of literals rounded to the significant figures of the least exact one.",
    examples: [
      .init("sigfig(1.00 * 1111)", "1110"),
      .init("sigfig(exact(2.0 * 3))", "6"),
      .init("sigfig(null())", nil),
    ])
  private let figures: Int

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireNumbers()
    guard call.arguments[0].needs.isEmpty else {
      throw Diagnostic(
        .unsupportedSyntax, "`sigfig` works on literal numbers only", at: call.argumentSpans[0],
        label: "this reads a field", help: "use `round` with a number of decimals")
    }
    figures = SignificantFigures.least(in: call.argumentSpans[0].text)
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.numbers(of: arguments[0]) { number in
      guard number != 0, number.isFinite else { return number }
      return NumberText.parse(SignificantFigures.text(number, figures: figures)) ?? number
    }
  }
}
