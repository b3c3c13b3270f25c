import Foundation
package import QueryPlan

package struct AsinFunction: TrigonometricFunction {
  package static let documentation = FunctionDocumentation(
    "asin", arguments: 1...1, syntax: "asin(X)",
    summary: "The arc sine of X, from -π/2 to π/2.",
    examples: [
      .init("asin(0)", "0"),
      .init("round(asin(1), 4)", "1.5708"),
      .init("asin(missing)", nil),
    ])

  package let precision: ResultPrecision

  package init(precision: ResultPrecision) { self.precision = precision }

  package static func value(_ number: Double) -> Double { Foundation.asin(number) }
}
