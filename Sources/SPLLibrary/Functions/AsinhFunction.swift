import Foundation
package import QueryPlan

package struct AsinhFunction: NumberFunction {
  package static let documentation = FunctionDocumentation(
    "asinh", arguments: 1...1, syntax: "asinh(X)",
    summary: "The inverse hyperbolic sine of X.",
    examples: [
      .init("asinh(0)", "0"),
      .init("round(asinh(1), 4)", "0.8814"),
      .init("asinh(missing)", nil),
    ])

  package init() {}

  package static func value(_ number: Double) -> Double? { Foundation.asinh(number) }
}
