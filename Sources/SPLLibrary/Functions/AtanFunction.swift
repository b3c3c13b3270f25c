import Foundation
package import QueryPlan

package struct AtanFunction: TrigonometricFunction {
  package static let documentation = FunctionDocumentation(
    "atan", arguments: 1...1, syntax: "atan(X)",
    summary: "The arc tangent of X, from -π/2 to π/2.",
    examples: [
      .init("atan(0)", "0"),
      .init("atan(0.50)", "0.46"),
      .init("atan(missing)", nil),
    ])

  package let precision: ResultPrecision

  package init(precision: ResultPrecision) { self.precision = precision }

  package static func value(_ number: Double) -> Double { Foundation.atan(number) }
}
