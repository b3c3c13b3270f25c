package import Diagnostics
package import EventModel
import Foundation
package import QueryPlan

package struct Atan2Function: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "atan2", arguments: 2...2, syntax: "atan2(Y, X)",
    summary: "The angle of the point (X, Y), from -π to π.",
    examples: [
      .init("atan2(0, 1)", "0"),
      .init("round(atan2(0.50, 0.75), 2)", "0.59"),
      .init("atan2(0, missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireNumbers() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.numbers(of: arguments[0], arguments[1]) { first, second in
      Foundation.atan2(first, second)
    }
  }
}
