import EventModel
import QueryPlan

/// The columns that an extractor writes, row by row: a row that is not written keeps the value that
/// it had.
///
/// Ordering: a field's column is made when its first row is written, so the order of new fields is
/// that of the rows, however the stream was cut into batches.
struct WrittenColumns {
  private let batch: Batch
  private var arenas: [Arena]
  private var slots: [String: Int] = [:]
  private var fields: [String] = []
  /// By slot; empty until a row is written.
  private var cells: [[Cell]] = []
  /// The slots that have a column, in the order of their first rows.
  private var order: [Int] = []

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
  func value(_ field: String, row: Int) -> Cell {
    guard let slot = slots[field], !cells[slot].isEmpty else { return batch[field][row] }
    return cells[slot][row]
  }

  /// The place of a field, for many writes.
  mutating func slot(_ field: String) -> Int {
    if let slot = slots[field] { return slot }
    slots[field] = fields.count
    fields.append(field)
    cells.append([])
    return fields.count - 1
  }

  mutating func set(_ slot: Int, row: Int, to cell: Cell) {
    if cells[slot].isEmpty {
      let old = batch[fields[slot]]
      keep(old.arenas)
      cells[slot] = (0..<batch.rowCount).map { old[$0] }
      order.append(slot)
    }
    cells[slot][row] = cell
  }

  mutating func set(_ field: String, row: Int, to cell: Cell) {
    set(slot(field), row: row, to: cell)
  }

  var columns: [(field: String, column: Column)] {
    order.map { (field: fields[$0], column: Column(cells[$0], arenas: arenas)) }
  }
}
