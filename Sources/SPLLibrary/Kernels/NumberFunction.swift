package import Diagnostics
package import EventModel
package import QueryPlan

/// A function of one number that gives a number: the trigonometric ones, `sqrt`, `floor`.
package protocol NumberFunction: ScalarFunction {
  init()
  /// Nil where the result is null.
  static func value(_ number: Double) -> Double?
}

extension NumberFunction {
  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireNumbers()
    self.init()
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.numbers(of: arguments[0], Self.value)
  }
}
