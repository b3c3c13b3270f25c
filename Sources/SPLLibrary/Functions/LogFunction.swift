package import Diagnostics
package import EventModel
import Foundation
package import QueryPlan

package struct LogFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "log", arguments: 1...2, syntax: "log(X, BASE)",
    summary: "The logarithm of X to a base, 10 unless given.",
    examples: [
      .init("log(1000)", "3"),
      .init("log(8, 2)", "3"),
      .init("log(missing)", nil),
    ])

  package init(_ call: FunctionCall) throws(Diagnostic) { try call.requireNumbers() }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    guard arguments.count > 1 else {
      return try context.numbers(of: arguments[0]) { Foundation.log10($0) }
    }
    return try context.numbers(of: arguments[0], arguments[1]) { number, base in
      switch base {
      case 2: Foundation.log2(number)
      case 10: Foundation.log10(number)
      default: Foundation.log(number) / Foundation.log(base)
      }
    }
  }
}
