import EventModel

/// Rows by the values of some fields.
///
/// Memory: each distinct combination of values once, and four bytes or so for each row.
struct RowIndex {
  private var table = KeyTable()
  private var rowsByKey: [[Int32]] = []

  init(_ batch: Batch, fields: [String]) {
    var keys = RowKeys(fields.map { batch[$0] })
    for row in 0..<batch.rowCount {
      keys.forEach(of: row) { key in
        let number = Int(table.number(of: key))
        if number == rowsByKey.count { rowsByKey.append([]) }
        rowsByKey[number].append(Int32(row))
      }
    }
  }

  /// The rows with the same values; a null matches nothing.
  func rows(of row: Int, _ keys: inout RowKeys) -> [Int32] {
    var found: [Int32] = []
    var count = 0
    keys.forEach(of: row) { key in
      guard let number = table.existingNumber(of: key) else { return }
      count += 1
      // Nearly always the only ones, which are then shared and not copied.
      if count == 1 { found = rowsByKey[Int(number)] } else { found += rowsByKey[Int(number)] }
    }
    return found
  }
}

/// The values of rows in some columns as bytes: one key for each combination of values.
///
/// Memory: a key is valid until the next one.
struct RowKeys {
  private let columns: [Column]
  private let arena = Arena()
  private var bytes: [UInt8] = []

  init(_ columns: [Column]) { self.columns = columns }

  /// Calls with each key of a row; with none when a column is null there.
  mutating func forEach(of row: Int, _ body: (Bytes) -> Void) {
    guard !columns.isEmpty else { return }
    bytes.removeAll(keepingCapacity: true)
    extend(row, column: 0, body)
  }

  private mutating func extend(_ row: Int, column: Int, _ body: (Bytes) -> Void) {
    guard column < columns.count else {
      bytes.withUnsafeBufferPointer { buffer in
        if let start = buffer.baseAddress { body(Bytes(start: start, count: buffer.count)) }
      }
      return
    }
    switch columns[column][row] {
    case .null: return
    case .text(let text): append(text, row, column, body)
    case .multivalue(let texts): for text in texts { append(text, row, column, body) }
    case .number, .boolean:
      if let text = columns[column][row].text(in: arena) { append(text, row, column, body) }
    }
  }

  private mutating func append(
    _ text: Bytes, _ row: Int, _ column: Int, _ body: (Bytes) -> Void
  ) {
    let length = bytes.count
    withUnsafeBytes(of: UInt32(text.count)) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: text.buffer)
    extend(row, column: column + 1, body)
    bytes.removeLast(bytes.count - length)
  }
}
