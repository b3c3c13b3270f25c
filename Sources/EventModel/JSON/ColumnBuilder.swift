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
    if cells.count > count { cells.removeLast(cells.count - count) }
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
