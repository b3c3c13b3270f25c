import Foundation
package import QueryPlan

package struct CoshFunction: TrigonometricFunction {
  package static let documentation = FunctionDocumentation(
    "cosh", arguments: 1...1, syntax: "cosh(X)",
    summary: "The hyperbolic cosine of X.",
    examples: [
      .init("cosh(0)", "1"),
      .init("round(cosh(1), 4)", "1.5431"),
      .init("cosh(missing)", nil),
    ])

  package let precision: ResultPrecision

  package init(precision: ResultPrecision) { self.precision = precision }

  package static func value(_ number: Double) -> Double { Foundation.cosh(number) }
}
