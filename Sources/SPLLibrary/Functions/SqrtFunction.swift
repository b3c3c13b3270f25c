package import QueryPlan

package struct SqrtFunction: NumberFunction {
  package static let documentation = FunctionDocumentation(
    "sqrt", arguments: 1...1, syntax: "sqrt(X)",
    summary: "The square root of X.",
    examples: [
      .init("sqrt(9)", "3"),
      .init("sqrt(0)", "0"),
      .init("sqrt(missing)", nil),
    ])

  package init() {}

  package static func value(_ number: Double) -> Double? { number.squareRoot() }
}
