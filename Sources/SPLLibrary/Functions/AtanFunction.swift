import Foundation
package import QueryPlan

package struct AtanFunction: NumberFunction {
  package static let documentation = FunctionDocumentation(
    "atan", arguments: 1...1, syntax: "atan(X)",
    summary: "The arc tangent of X, from -π/2 to π/2.",
    examples: [
      .init("atan(0)", "0"),
      .init("round(atan(0.50), 2)", "0.46"),
      .init("atan(missing)", nil),
    ])

  package init() {}

  package static func value(_ number: Double) -> Double? { Foundation.atan(number) }
}
