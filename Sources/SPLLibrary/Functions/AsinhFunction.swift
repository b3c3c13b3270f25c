import Foundation
package import QueryPlan

package struct AsinhFunction: TrigonometricFunction {
  package static let documentation = FunctionDocumentation(
    "asinh", arguments: 1...1, syntax: "asinh(X)",
    summary: "The inverse hyperbolic sine of X.",
    examples: [
      .init("asinh(0)", "0"),
      .init("round(asinh(1), 4)", "0.8814"),
      .init("asinh(missing)", nil),
    ])

  package let precision: ResultPrecision

  package init(precision: ResultPrecision) { self.precision = precision }

  package static func value(_ number: Double) -> Double { Foundation.asinh(number) }
}
