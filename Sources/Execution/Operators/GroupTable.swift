import EventModel
import QueryPlan

/// Sorts rows into groups by the values of some fields.
///
/// A row with several values in a field belongs to a group for each of them; a row without a value
/// in one of the fields belongs to none.
/// Source: Splunk Search Reference, `stats` (BY clause, multivalue fields).
struct GroupTable {
  let fields: [String]
  private let deduplicatesValues: Bool
  private(set) var table = KeyTable()
  /// By field: rows that had no value there and so were dropped.
  private(set) var droppedRows: [Int]

  init(fields: [String], deduplicatesValues: Bool = false) {
    self.fields = fields
    self.deduplicatesValues = deduplicatesValues
    droppedRows = [Int](repeating: 0, count: fields.count)
    // Without fields there is one group, also when there are no rows.
    if fields.isEmpty { _ = table.number(of: .empty) }
  }

  var count: Int { table.count }

  /// Rows of the batch and the group of each; a row stands once for each of its groups.
  struct Assignment {
    var rows: [Int32] = []
    var groups: [Int32] = []
  }

  mutating func assign(_ batch: Batch) -> Assignment {
    var result = Assignment()
    result.rows.reserveCapacity(batch.rowCount)
    result.groups.reserveCapacity(batch.rowCount)
    guard !fields.isEmpty else {
      result.rows = (0..<batch.rowCount).map { Int32($0) }
      result.groups = [Int32](repeating: 0, count: batch.rowCount)
      return result
    }
    let columns = fields.map { batch[$0] }
    if let constant = constantGroup(columns) {
      result.rows = (0..<batch.rowCount).map { Int32($0) }
      result.groups = [Int32](repeating: constant, count: batch.rowCount)
      return result
    }
    let arena = Arena()
    var key: [UInt8] = []
    for row in 0..<batch.rowCount {
      if assignPlain(row, columns, arena, &key, &result) { continue }
      assignCombinations(row, columns, arena, &result)
    }
    return result
  }

  /// The one group of all rows when every column is the same throughout.
  private mutating func constantGroup(_ columns: [Column]) -> Int32? {
    var key: [UInt8] = []
    for column in columns {
      guard case .text(let text)? = column.constant else { return nil }
      Self.append(text, to: &key)
    }
    return number(of: key)
  }

  /// The common case: one value in every field. False when a field has several.
  private mutating func assignPlain(
    _ row: Int, _ columns: [Column], _ arena: Arena, _ key: inout [UInt8],
    _ result: inout Assignment
  ) -> Bool {
    if columns.count == 1, case .text(let text) = columns[0][row] {
      // One field needs no length prefix: the text is the key.
      result.rows.append(Int32(row))
      result.groups.append(table.number(of: text))
      return true
    }
    key.removeAll(keepingCapacity: true)
    var hasNull = false
    for (index, column) in columns.enumerated() {
      switch column[row] {
      case .null:
        droppedRows[index] += 1
        hasNull = true
      case .multivalue: return false
      case .text(let text): Self.append(text, to: &key)
      case .number, .boolean:
        if let text = column[row].text(in: arena) { Self.append(text, to: &key) }
      }
    }
    guard !hasNull else { return true }
    result.rows.append(Int32(row))
    if columns.count == 1 { key.removeFirst(4) }
    result.groups.append(number(of: key))
    return true
  }

  private mutating func assignCombinations(
    _ row: Int, _ columns: [Column], _ arena: Arena, _ result: inout Assignment
  ) {
    var keys: [[UInt8]] = [[]]
    for (index, column) in columns.enumerated() {
      var values = column[row].texts(in: arena)
      if values.isEmpty { droppedRows[index] += 1 }
      if deduplicatesValues { values = distinct(values) }
      var longer: [[UInt8]] = []
      for key in keys {
        for value in values {
          var next = key
          if columns.count == 1 { next += value.buffer } else { Self.append(value, to: &next) }
          longer.append(next)
        }
      }
      keys = longer
    }
    for key in keys {
      result.rows.append(Int32(row))
      result.groups.append(number(of: key))
    }
  }

  private func distinct(_ values: [Bytes]) -> [Bytes] {
    var seen: Set<Bytes> = []
    return values.filter { seen.insert($0).inserted }
  }

  private mutating func number(of key: [UInt8]) -> Int32 {
    key.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return table.number(of: .empty) }
      return table.number(of: Bytes(start: base, count: buffer.count))
    }
  }

  private static func append(_ text: Bytes, to key: inout [UInt8]) {
    let count = UInt32(text.count)
    for shift in [0, 8, 16, 24] as [UInt32] {
      key.append(UInt8(truncatingIfNeeded: count >> shift))
    }
    key.append(contentsOf: text.buffer)
  }

  /// The values of a group, in the order of the fields.
  func values(of group: Int) -> [Bytes] {
    let key = table.keys[group]
    if fields.count == 1 { return [key] }
    var values: [Bytes] = []
    var position = 0
    while position + 4 <= key.count {
      let count = (0..<4).reduce(0) { $0 | Int(key[position + $1]) << (8 * $1) }
      values.append(key.slice((position + 4)..<(position + 4 + count)))
      position += 4 + count
    }
    return values
  }

  /// Takes in the groups of another table; gives the own number of each of its groups.
  mutating func merge(_ other: GroupTable) -> [Int32] {
    for index in droppedRows.indices { droppedRows[index] += other.droppedRows[index] }
    return other.table.keys.map { table.number(of: $0) }
  }
}
