import CSimdjson

/// The rows of a batch while they are read: a growing column for each field.
struct RowValues {
  private(set) var columns: [ColumnBuilder] = []
  private(set) var isWanted: [Bool] = []
  private(set) var texts = TextStore()
  var rowCount = 0
  /// The columns that rows of this batch have, in order of first sight: what was read before does
  /// not show in a batch.
  private(set) var order: [Int] = []

  mutating func addColumn(isWanted: Bool) {
    columns.append(ColumnBuilder())
    self.isWanted.append(isWanted)
  }

  mutating func abandonRow() {
    rowCount -= 1
    for index in columns.indices { columns[index].truncate(to: rowCount) }
  }

  /// The value in the row begun last.
  func cell(slot: Int) -> Cell { columns[slot].cell(row: rowCount - 1) }

  /// Adds what a walk found to the row begun last.
  mutating func add(
    _ hits: UnsafeBufferPointer<csj_hit>, of text: Bytes, storage: JSONFieldReader.Storage
  ) throws(JSONError) {
    let row = rowCount - 1
    for index in hits.indices {
      let hit = hits[index]
      let slot = Int(hit.slot)
      guard hit.count > 0, isWanted[slot] else { continue }
      let value = try texts.value(of: hit, in: text, storage: storage)
      if hit.count == 1 {
        add(.text(value), slot: slot, row: row)
        continue
      }
      var values = [value]
      values.reserveCapacity(Int(hit.count))
      var next = hit.next
      while next != CSJ_NO_HIT {
        values.append(try texts.value(of: hits[Int(next)], in: text, storage: storage))
        next = hits[Int(next)].next
      }
      add(texts.arena.cell(values), slot: slot, row: row)
    }
  }

  mutating func add(_ value: Bytes, slot: Int, storage: JSONFieldReader.Storage) {
    let kept =
      switch storage {
      case .copied: texts.store(value)
      case .borrowed: value
      }
    add(.text(kept), slot: slot, row: rowCount - 1)
  }

  private mutating func add(_ cell: Cell, slot: Int, row: Int) {
    guard columns[slot].has(row: row) else {
      columns[slot].set(cell, row: row)
      if !columns[slot].isListed {
        columns[slot].isListed = true
        order.append(slot)
      }
      return
    }
    let arena = texts.arena
    let old = columns[slot].cell(row: row)
    columns[slot].set(arena.cell(old.texts(in: arena) + cell.texts(in: arena)), row: row)
  }

  /// The columns with their slots, and no rows any more: those with a value in order of first
  /// sight, or all in order of their slots.
  mutating func takeColumns(all: Bool) -> [(slot: Int, column: Column)] {
    var result: [(slot: Int, column: Column)] = []
    let arenas = [texts.arena]
    for slot in all ? Array(columns.indices) : order {
      if !columns[slot].isEmpty {
        result.append((slot, columns[slot].take(count: rowCount, arenas: arenas)))
      } else {
        columns[slot].isListed = false
        if all { result.append((slot, Column.nulls(rowCount))) }
      }
    }
    order.removeAll(keepingCapacity: true)
    rowCount = 0
    texts = TextStore()
    return result
  }
}
