package import Diagnostics
package import EventModel
package import QueryPlan

package struct RoundFunction: ScalarFunction {
  package static let documentation = FunctionDocumentation(
    "round", arguments: 1...2, syntax: "round(X, PLACES)",
    summary: "X rounded to a number of decimals, none unless given; halves go away from zero.",
    examples: [
      .init("round(3.5)", "4"),
      .init("round(2.555, 2)", "2.56"),
      .init("round(-2.5)", "-3"),
      .init("round(missing, 2)", nil),
    ])
  private static let mostPlaces = 100

  package init(_ call: FunctionCall) throws(Diagnostic) {
    try call.requireNumbers()
    guard let places = call.literalNumber(1) else { return }
    guard places >= 0, places == places.rounded() else {
      throw call.invalid(
        1, "`round` takes the number of decimals as a whole number from 0",
        help: "to round to hundreds, divide by 100, round, and multiply again")
    }
  }

  package func evaluate(
    _ arguments: [Column], in context: EvaluationContext
  ) throws(Diagnostic) -> Column {
    guard arguments.count > 1 else {
      return try context.numbers(of: arguments[0]) { DecimalRounding.round($0, places: 0) }
    }
    return try context.rows(of: arguments) { row in
      guard let number = arguments[0][row].number, let places = arguments[1][row].integer,
        places >= 0
      else { return .null }
      guard places > 0 else { return .number(DecimalRounding.round(number, places: 0)) }
      return context.text(DecimalRounding.text(number, places: min(places, Self.mostPlaces)))
    }
  }
}
