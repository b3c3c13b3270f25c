package import QueryPlan

package struct CeilingFunction: NumberFunction {
  package static let documentation = FunctionDocumentation(
    "ceiling", "ceil", arguments: 1...1, syntax: "ceiling(X)",
    summary: "The least whole number that is not below X.",
    examples: [
      .init("ceiling(1.9)", "2"),
      .init("ceil(-1.9)", "-1"),
      .init("ceil(missing)", nil),
    ])

  package init() {}

  package static func value(_ number: Double) -> Double? { number.rounded(.up) }
}
