import Foundation
package import QueryPlan

package struct ExpFunction: NumberFunction {
  package static let documentation = FunctionDocumentation(
    "exp", arguments: 1...1, syntax: "exp(X)",
    summary: "The number e to the power of X.",
    examples: [
      .init("exp(0)", "1"),
      .init("round(exp(1), 3)", "2.718"),
      .init("exp(missing)", nil),
    ])

  package init() {}

  package static func value(_ number: Double) -> Double? { Foundation.exp(number) }
}
