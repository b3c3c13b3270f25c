import Foundation
package import QueryPlan

package struct AtanhFunction: TrigonometricFunction {
  package static let documentation = FunctionDocumentation(
    "atanh", arguments: 1...1, syntax: "atanh(X)",
    summary: "The inverse hyperbolic tangent of X.",
    examples: [
      .init("atanh(0)", "0"),
      .init("atanh(0.500)", "0.549"),
      .init("atanh(missing)", nil),
    ])

  package let precision: ResultPrecision

  package init(precision: ResultPrecision) { self.precision = precision }

  package static func value(_ number: Double) -> Double { Foundation.atanh(number) }
}
