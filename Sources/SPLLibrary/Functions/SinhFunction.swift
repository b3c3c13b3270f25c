import Foundation
package import QueryPlan

package struct SinhFunction: TrigonometricFunction {
  package static let documentation = FunctionDocumentation(
    "sinh", arguments: 1...1, syntax: "sinh(X)",
    summary: "The hyperbolic sine of X.",
    examples: [
      .init("sinh(0)", "0"),
      .init("round(sinh(1), 4)", "1.1752"),
      .init("sinh(missing)", nil),
    ])

  package let precision: ResultPrecision

  package init(precision: ResultPrecision) { self.precision = precision }

  package static func value(_ number: Double) -> Double { Foundation.sinh(number) }
}
