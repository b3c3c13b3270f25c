package import QueryPlan

package struct AbsFunction: NumberFunction {
  package static let documentation = FunctionDocumentation(
    "abs", arguments: 1...1, syntax: "abs(X)",
    summary: "The value of X without its sign.",
    examples: [
      .init("abs(-5)", "5"),
      .init("abs(2.5)", "2.5"),
      .init("abs(missing)", nil),
    ])

  package init() {}

  package static func value(_ number: Double) -> Double? { Swift.abs(number) }
}
