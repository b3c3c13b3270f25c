package import QueryPlan

package struct ExactFunction: NumberFunction {
  package static let documentation = FunctionDocumentation(
    "exact", arguments: 1...1, syntax: "exact(X)",
    summary: "X worked out with all digits that it has.",
    examples: [
      .init("exact(3.5)", "3.5"),
      .init("exact(3)", "3"),
      .init("exact(missing)", nil),
    ])

  package init() {}

  package static func value(_ number: Double) -> Double? { number }
}
