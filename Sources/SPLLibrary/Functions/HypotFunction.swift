package import Diagnostics
package import EventModel
import Foundation
package import QueryPlan

package struct HypotFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "hypot", arguments: 2...2, syntax: "hypot(X, Y)",
    summary: "The length of the hypotenuse over sides of length X and Y.",
    examples: [
      .init("hypot(3, 4)", "5"),
      .init("hypot(0, 2)", "2"),
      .init("hypot(3, missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireNumbers() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.numbers(of: arguments[0], arguments[1]) { first, second in
      Foundation.hypot(first, second)
    }
  }
}
