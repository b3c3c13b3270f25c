import Diagnostics
import EventModel
import QueryPlan

extension EvaluationContext {
  /// A number for each number; null for everything that does not read as one.
  func numbers(of column: Column, _ body: (Double) -> Double?) throws(Diagnostic) -> Column {
    try rows(of: [column]) { row in
      column[row].number.flatMap(body).map { .number($0) } ?? .null
    }
  }

  /// A number for each pair of numbers; null where one is missing.
  func numbers(
    of first: Column, _ second: Column, _ body: (Double, Double) -> Double?
  ) throws(Diagnostic) -> Column {
    try rows(of: [first, second]) { row in
      guard let a = first[row].number, let b = second[row].number, let result = body(a, b)
      else { return .null }
      return .number(result)
    }
  }
}

extension Cell {
  /// The whole number that the cell is or reads as, cut towards zero.
  var integer: Int? { number.flatMap { Int(exactly: $0.rounded(.towardZero)) } }
}
