package import Diagnostics
package import EventModel
import Foundation
package import QueryPlan

package struct PowFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "pow", arguments: 2...2, syntax: "pow(X, Y)",
    summary: "X to the power of Y.",
    examples: [
      .init("pow(2, 10)", "1024"),
      .init("pow(4, 0.5)", "2"),
      .init("pow(2, missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireNumbers() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.numbers(of: arguments[0], arguments[1]) { first, second in
      Foundation.pow(first, second)
    }
  }
}
