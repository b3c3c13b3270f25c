import Foundation
package import QueryPlan

package struct TanhFunction: TrigonometricFunction {
  package static let documentation = FunctionDocumentation(
    "tanh", arguments: 1...1, syntax: "tanh(X)",
    summary: "The hyperbolic tangent of X.",
    examples: [
      .init("tanh(0)", "0"),
      .init("round(tanh(1), 4)", "0.7616"),
      .init("tanh(missing)", nil),
    ])

  package let precision: ResultPrecision

  package init(precision: ResultPrecision) { self.precision = precision }

  package static func value(_ number: Double) -> Double { Foundation.tanh(number) }
}
