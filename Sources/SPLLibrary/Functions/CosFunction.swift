import Foundation
package import QueryPlan

package struct CosFunction: NumberFunction {
  package static let documentation = FunctionDocumentation(
    "cos", arguments: 1...1, syntax: "cos(X)",
    summary: "The cosine of an angle in radians.",
    examples: [
      .init("cos(0)", "1"),
      .init("round(cos(1), 4)", "0.5403"),
      .init("cos(missing)", nil),
    ])

  package init() {}

  package static func value(_ number: Double) -> Double? { Foundation.cos(number) }
}
