import Foundation
package import QueryPlan

package struct AcoshFunction: TrigonometricFunction {
  package static let documentation = FunctionDocumentation(
    "acosh", arguments: 1...1, syntax: "acosh(X)",
    summary: "The inverse hyperbolic cosine of X.",
    examples: [
      .init("acosh(1)", "0"),
      .init("round(acosh(2), 4)", "1.3170"),
      .init("acosh(missing)", nil),
    ])

  package let precision: ResultPrecision

  package init(precision: ResultPrecision) { self.precision = precision }

  package static func value(_ number: Double) -> Double { Foundation.acosh(number) }
}
