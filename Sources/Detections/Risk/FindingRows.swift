import Content
package import EventModel
import SearchEngine

/// The findings of one detection, still as the rows of its search: a finding's value is made when it
/// is asked for.
///
/// Memory: that of the rows.
/// Ordering: result order.
package struct FindingRows: Sendable, RandomAccessCollection {
  package let batches: [Batch]
  /// In result order, the engine's own left out.
  package let fields: [String]
  package let maker: FindingMaker
  /// By batch: the place of its first row among all.
  private let starts: [Int]
  package let count: Int

  package init(_ batches: [Batch], maker: FindingMaker) {
    self.batches = batches
    self.maker = maker
    fields = ResultTable.fields(of: batches)
    var total = 0
    starts = batches.map { batch in
      defer { total += batch.rowCount }
      return total
    }
    count = total
  }

  static func none(of detection: Detection) -> FindingRows {
    let times = FindingMaker.SearchTimes(earliest: nil, latest: nil, now: 0)
    return FindingRows([], maker: FindingMaker(detection: detection, times: times))
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(index: Int) -> DetectionFinding {
    precondition(index >= 0 && index < count, "a row of the result")
    let number = (starts.firstIndex { $0 > index } ?? starts.count) - 1
    let batch = batches[number]
    let arena = Arena()
    let row = fields.map { field in
      (field, batch[field][index - starts[number]].texts(in: arena).map { $0.string })
    }
    return maker.finding(from: ResultRow(fields: row))
  }

  /// How many risk events the findings bring: one for each value of each risk object.
  package var riskEventCount: Int {
    maker.riskFields.reduce(0) { total, field in
      batches.reduce(total) { $0 + Self.valueCount($1[field]) }
    }
  }

  private static func valueCount(_ column: Column) -> Int {
    switch column.storage {
    case .cells(let cells): cells.reduce(0) { $0 + valueCount($1) }
    case .constant(let cell, let count): valueCount(cell) * count
    case .coded(let cells, let codes): codes.reduce(0) { $0 + valueCount(cells[Int($1)]) }
    }
  }

  private static func valueCount(_ cell: Cell) -> Int {
    switch cell {
    case .null: 0
    case .number, .boolean: 1
    case .text(let text): text.isEmpty ? 0 : 1
    case .multivalue(let values): values.count { !$0.isEmpty }
    }
  }
}
