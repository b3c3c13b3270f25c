import Foundation
package import QueryPlan

package struct TanFunction: TrigonometricFunction {
  package static let documentation = FunctionDocumentation(
    "tan", arguments: 1...1, syntax: "tan(X)",
    summary: "The tangent of an angle in radians.",
    examples: [
      .init("tan(0)", "0"),
      .init("round(tan(1), 4)", "1.5574"),
      .init("tan(missing)", nil),
    ])

  package let precision: ResultPrecision

  package init(precision: ResultPrecision) { self.precision = precision }

  package static func value(_ number: Double) -> Double { Foundation.tan(number) }
}
