import Foundation
package import QueryPlan

package struct SinFunction: TrigonometricFunction {
  package static let documentation = FunctionDocumentation(
    "sin", arguments: 1...1, syntax: "sin(X)",
    summary: "The sine of an angle in radians.",
    examples: [
      .init("sin(0)", "0"),
      .init("round(sin(1), 4)", "0.8415"),
      .init("sin(missing)", nil),
    ])

  package let precision: ResultPrecision

  package init(precision: ResultPrecision) { self.precision = precision }

  package static func value(_ number: Double) -> Double { Foundation.sin(number) }
}
