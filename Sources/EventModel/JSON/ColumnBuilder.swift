/// A column that grows row by row; rows that were left out are null.
struct ColumnBuilder {
  private var cells: [Cell] = []
  /// Whether the column is in its batch's order of columns.
  var isListed = false

  var isEmpty: Bool { cells.isEmpty }

  func has(row: Int) -> Bool { row < cells.count && !cells[row].isNull }

  func cell(row: Int) -> Cell { row < cells.count ? cells[row] : .null }

  mutating func set(_ cell: Cell, row: Int) {
    if row == cells.count {
      cells.append(cell)
      return
    }
    while cells.count <= row { cells.append(.null) }
    cells[row] = cell
  }

  mutating func truncate(to count: Int) {
    guard cells.count > count else { return }
    cells.removeLast(cells.count - count)
    // What only the rows taken back had is no column of the batch.
    while let last = cells.last, last.isNull { cells.removeLast() }
  }

  /// The column, leaving an empty builder.
  mutating func take(count: Int, arenas: [Arena]) -> Column {
    var taken: [Cell] = []
    swap(&taken, &cells)
    isListed = false
    cells.reserveCapacity(count)
    while taken.count < count { taken.append(.null) }
    return Column(taken, arenas: arenas)
  }
}
