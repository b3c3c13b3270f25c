import Foundation
package import QueryPlan

package struct SinFunction: NumberFunction {
  package static let documentation = FunctionDocumentation(
    "sin", arguments: 1...1, syntax: "sin(X)",
    summary: "The sine of an angle in radians.",
    examples: [
      .init("sin(0)", "0"),
      .init("round(sin(1), 4)", "0.8415"),
      .init("sin(missing)", nil),
    ])

  package init() {}

  package static func value(_ number: Double) -> Double? { Foundation.sin(number) }
}
