import Diagnostics
import EventModel
import QueryPlan

extension EvaluationContext {
  /// A text for each single value; null for null, truths and several values.
  func texts(of column: Column, _ body: (Bytes) -> Cell) throws(Diagnostic) -> Column {
    try rows(of: [column]) { row in
      column[row].singleText(in: arena).map(body) ?? .null
    }
  }

  /// A text for each value of each row, several values included.
  func eachText(of column: Column, _ body: (Bytes) -> Bytes) throws(Diagnostic) -> Column {
    try rows(of: [column]) { row in
      switch column[row] {
      case .multivalue(let values): return arena.cell(values.map(body))
      case .text(let text): return .text(body(text))
      case .number(let number): return .text(body(arena.store(NumberText.format(number))))
      case .null, .boolean: return .null
      }
    }
  }
}

extension Cell {
  /// The text of a single value; nil for null, truths and several values.
  func singleText(in arena: Arena) -> Bytes? {
    switch self {
    case .text(let text): text
    case .number(let number): arena.store(NumberText.format(number))
    case .null, .boolean, .multivalue: nil
    }
  }

  /// Whether a test holds for one of the values, without a list of them.
  func hasValue(in arena: Arena, where test: (Bytes) -> Bool) -> Bool {
    switch self {
    case .null: false
    case .text(let text): test(text)
    case .multivalue(let values): values.contains(where: test)
    case .number, .boolean: text(in: arena).map(test) ?? false
    }
  }
}
