import Foundation
package import QueryPlan

package struct CosFunction: TrigonometricFunction {
  package static let documentation = FunctionDocumentation(
    "cos", arguments: 1...1, syntax: "cos(X)",
    summary: "The cosine of an angle in radians.",
    examples: [
      .init("cos(0)", "1"),
      .init("cos(pi())", "-1.00000000000"),
      .init("round(cos(1), 4)", "0.5403"),
      .init("cos(missing)", nil),
    ])

  package let precision: ResultPrecision

  package init(precision: ResultPrecision) { self.precision = precision }

  package static func value(_ number: Double) -> Double { Foundation.cos(number) }
}
