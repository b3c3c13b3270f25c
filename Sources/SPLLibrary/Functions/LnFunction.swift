import Foundation
package import QueryPlan

package struct LnFunction: NumberFunction {
  package static let documentation = FunctionDocumentation(
    "ln", arguments: 1...1, syntax: "ln(X)",
    summary: "The natural logarithm of X.",
    examples: [
      .init("ln(1)", "0"),
      .init("round(ln(10), 3)", "2.303"),
      .init("ln(missing)", nil),
    ])

  package init() {}

  package static func value(_ number: Double) -> Double? { Foundation.log(number) }
}
