import Foundation
package import QueryPlan

package struct AcosFunction: NumberFunction {
  package static let documentation = FunctionDocumentation(
    "acos", arguments: 1...1, syntax: "acos(X)",
    summary: "The arc cosine of X, from 0 to π.",
    examples: [
      .init("acos(1)", "0"),
      .init("round(acos(0), 4)", "1.5708"),
      .init("acos(missing)", nil),
    ])

  package init() {}

  package static func value(_ number: Double) -> Double? { Foundation.acos(number) }
}
