package import QueryPlan

package struct FloorFunction: NumberFunction {
  package static let documentation = FunctionDocumentation(
    "floor", arguments: 1...1, syntax: "floor(X)",
    summary: "The greatest whole number that is not above X.",
    examples: [
      .init("floor(1.9)", "1"),
      .init("floor(-1.9)", "-2"),
      .init("floor(missing)", nil),
    ])

  package init() {}

  package static func value(_ number: Double) -> Double? { number.rounded(.down) }
}
