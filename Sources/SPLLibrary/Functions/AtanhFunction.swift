import Foundation
package import QueryPlan

package struct AtanhFunction: NumberFunction {
  package static let documentation = FunctionDocumentation(
    "atanh", arguments: 1...1, syntax: "atanh(X)",
    summary: "The inverse hyperbolic tangent of X.",
    examples: [
      .init("atanh(0)", "0"),
      .init("round(atanh(0.5), 4)", "0.5493"),
      .init("atanh(missing)", nil),
    ])

  package init() {}

  package static func value(_ number: Double) -> Double? { Foundation.atanh(number) }
}
