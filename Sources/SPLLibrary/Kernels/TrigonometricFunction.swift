package import Diagnostics
package import EventModel
package import QueryPlan

/// A function of an angle or a ratio: as precise as the number that it is given.
package protocol TrigonometricFunction: ScalarFunction {
  init(precision: ResultPrecision)
  var precision: ResultPrecision { get }
  static func value(_ number: Double) -> Double
}

extension TrigonometricFunction {
  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireNumbers()
    self.init(precision: ResultPrecision(call))
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    try context.rows(of: arguments) { row in
      arguments[0][row].number.map { precision.cell(Self.value($0), in: context) } ?? .null
    }
  }
}
