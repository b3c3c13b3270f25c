import EventModel
import QueryPlan

/// One value of the kind that `stats` functions work on.
enum StatsValue {
  case text(Bytes)
  case number(Double)

  /// The number that the value is or reads as.
  @inline(__always)
  var number: Double? {
    switch self {
    case .text(let text): NumberText.parse(text)
    case .number(let number): number
    }
  }

  /// Calls with the displayed text, which is only valid during the call.
  @inline(__always)
  func withText<Result>(_ body: (Bytes) throws -> Result) rethrows -> Result {
    switch self {
    case .text(let text):
      return try body(text)
    case .number(let number):
      var text = NumberText.format(number)
      return try text.withUTF8 { buffer in
        guard let start = buffer.baseAddress else { return try body(.empty) }
        return try body(Bytes(start: start, count: buffer.count))
      }
    }
  }

  /// Calls with each value of a cell, in order.
  ///
  /// Source: Splunk Search Reference, `count(eval(method="GET"))` and
  /// `timechart per_hour(eval(method="GET"))`: a condition is the value 1 where it holds and no
  /// value where it does not.
  @inline(__always)
  static func forEach(in cell: Cell, _ body: (StatsValue) -> Void) {
    switch cell {
    case .null: return
    case .text(let text): body(.text(text))
    case .number(let number): body(.number(number))
    case .boolean(let holds): if holds { body(.number(1)) }
    case .multivalue(let values): for value in values { body(.text(value)) }
    }
  }
}

extension AggregateInput {
  /// Calls with every value of every row that takes part, each value of a multivalue field by
  /// itself.
  @inline(__always)
  func forEachValue(_ body: (_ row: Int, _ group: Int, _ value: StatsValue) -> Void) {
    guard let values else { return }
    switch values.storage {
    case .cells(let cells):
      cells.withUnsafeBufferPointer { cells in
        forEachEntry { row, group in
          StatsValue.forEach(in: cells[row]) { body(row, group, $0) }
        }
      }
    case .constant(let cell, _):
      forEachEntry { row, group in
        StatsValue.forEach(in: cell) { body(row, group, $0) }
      }
    case .coded(let cells, let codes):
      cells.withUnsafeBufferPointer { cells in
        codes.withUnsafeBufferPointer { codes in
          forEachEntry { row, group in
            StatsValue.forEach(in: cells[Int(codes[row])]) { body(row, group, $0) }
          }
        }
      }
    }
  }

  /// Calls with every value that is a number; all others are ignored.
  ///
  /// Source: Splunk Search Reference, Statistical and charting functions: non-numeric values are
  /// ignored.
  @inline(__always)
  func forEachNumber(_ body: (_ group: Int, _ number: Double) -> Void) {
    forEachValue { _, group, value in
      if let number = value.number { body(group, number) }
    }
  }

  @inline(__always)
  func forEachEntry(_ body: (_ row: Int, _ group: Int) -> Void) {
    rows.withUnsafeBufferPointer { rows in
      groups.withUnsafeBufferPointer { groups in
        for index in 0..<rows.count { body(Int(rows[index]), Int(groups[index])) }
      }
    }
  }
}
