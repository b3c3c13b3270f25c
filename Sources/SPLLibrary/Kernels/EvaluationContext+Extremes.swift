import Diagnostics
import EventModel
import QueryPlan

extension EvaluationContext {
  /// The value of each row that stands before all others; nulls do not count.
  ///
  /// Ordering: numbers by size, then texts byte by byte; the first of equals wins.
  func extreme(
    _ arguments: [Column], isBetter: (Int) -> Bool
  ) throws(Diagnostic) -> Column {
    try rows(of: arguments) { row in
      var best: Cell = .null
      func consider(_ cell: Cell) {
        if best.isNull || isBetter(Self.order(cell, best, in: arena)) { best = cell }
      }
      for argument in arguments {
        switch argument[row] {
        case .null: break
        case .multivalue(let values): for value in values { consider(.text(value)) }
        case .text, .number, .boolean: consider(argument[row])
        }
      }
      return best
    }
  }

  private static func order(_ a: Cell, _ b: Cell, in arena: Arena) -> Int {
    switch (a.number, b.number) {
    case (let x?, let y?): x < y ? -1 : x > y ? 1 : 0
    case (_?, nil): -1
    case (nil, _?): 1
    case (nil, nil): TextOrder.compare(a, b, in: arena) ?? 0
    }
  }
}
