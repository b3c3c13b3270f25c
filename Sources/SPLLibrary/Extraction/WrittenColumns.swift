import EventModel
import OrderedCollections
import QueryPlan

/// The columns that an extractor writes, row by row: a row that is not written keeps the value that
/// it had.
///
/// Ordering: a field's column is made when its first row is written, so the order of new fields is
/// that of the rows, however the stream was cut into batches.
struct WrittenColumns {
  private let batch: Batch
  private var arenas: [Arena]
  private var cells: OrderedDictionary<String, [Cell]> = [:]

  /// Shape: `inputs` are the columns whose texts the new values may share.
  init(_ batch: Batch, sharing inputs: [Column] = [], in context: EvaluationContext) {
    self.batch = batch
    arenas = [context.arena]
    for input in inputs { keep(input.arenas) }
  }

  /// Keeps the memory of texts that values will share.
  mutating func keep(_ others: [Arena]) {
    for other in others where !arenas.contains(where: { $0 === other }) { arenas.append(other) }
  }

  /// What a row has by now.
  func value(_ field: String, row: Int) -> Cell { cells[field]?[row] ?? batch[field][row] }

  mutating func set(_ field: String, row: Int, to cell: Cell) {
    if cells[field] == nil {
      let old = batch[field]
      keep(old.arenas)
      cells[field] = (0..<batch.rowCount).map { old[$0] }
    }
    cells[field]?[row] = cell
  }

  var columns: [(field: String, column: Column)] {
    cells.map { (field: $0.key, column: Column($0.value, arenas: arenas)) }
  }
}
