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
      .init("atan2(0.50, 0.75)", "0.59"),
      .init("atan2(0, missing)", nil),
    ])
  private let precision: ResultPrecision

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireNumbers()
    precision = ResultPrecision(call)
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      guard let y = arguments[0][row].number, let x = arguments[1][row].number
      else { return .null }
      return precision.cell(Foundation.atan2(y, x), in: context)
    }
  }
}
