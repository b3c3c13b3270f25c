import Foundation
package import QueryPlan

package struct AcosFunction: TrigonometricFunction {
  package static let documentation = FunctionDocumentation(
    "acos", arguments: 1...1, syntax: "acos(X)",
    summary: "The arc cosine of X, from 0 to π.",
    examples: [
      .init("acos(1)", "0"),
      .init("round(acos(0), 4)", "1.5708"),
      .init("acos(missing)", nil),
    ])

  package let precision: ResultPrecision

  package init(precision: ResultPrecision) { self.precision = precision }

  package static func value(_ number: Double) -> Double { Foundation.acos(number) }
}
