import EventModel
import QueryPlan

/// Leaves out rows whose values were seen before.
///
/// Memory: each distinct combination of values once.
struct Deduplicator {
  private let deduplication: Deduplication
  private var table = KeyTable()
  private var counts: [Int] = []
  private var last: Int32 = -1

  init(_ deduplication: Deduplication) { self.deduplication = deduplication }

  mutating func deduplicated(_ batches: [Batch]) -> [Batch] {
    var result: [Batch] = []
    for batch in batches { result.append(deduplicated(batch)) }
    return result
  }

  private mutating func deduplicated(_ batch: Batch) -> Batch {
    let columns = deduplication.fields.map { batch[$0] }
    let arena = Arena()
    var key: [UInt8] = []
    var rows: [Int32] = []
    var isDuplicate = [Bool](repeating: false, count: batch.rowCount)
    for row in 0..<batch.rowCount {
      let isKept =
        Self.write(columns, row, arena, to: &key)
        ? isWanted(key) : deduplication.keepsEmpty
      if isKept { rows.append(Int32(row)) } else { isDuplicate[row] = true }
    }
    guard deduplication.keepsEvents else {
      return rows.count == batch.rowCount ? batch : batch.gathered(rows)
    }
    var kept = batch
    for (field, column) in zip(deduplication.fields, columns) {
      let cells = (0..<batch.rowCount).map { isDuplicate[$0] ? Cell.null : column[$0] }
      kept.set(field, Column(cells, arenas: column.arenas))
    }
    return kept
  }

  private mutating func isWanted(_ key: [UInt8]) -> Bool {
    let number = key.withUnsafeBufferPointer { buffer in
      let bytes = buffer.baseAddress.map { Bytes(start: $0, count: buffer.count) }
      return table.number(of: bytes ?? .empty)
    }
    if Int(number) == counts.count { counts.append(0) }
    if deduplication.isConsecutive, number != last { counts[Int(number)] = 0 }
    last = number
    counts[Int(number)] += 1
    return counts[Int(number)] <= deduplication.count
  }

  /// The whole set of values of a row; false when a field is missing.
  private static func write(
    _ columns: [Column], _ row: Int, _ arena: Arena, to key: inout [UInt8]
  ) -> Bool {
    key.removeAll(keepingCapacity: true)
    for column in columns {
      guard let text = column[row].text(in: arena) else { return false }
      withUnsafeBytes(of: UInt32(text.count)) { key.append(contentsOf: $0) }
      key.append(contentsOf: text.buffer)
    }
    return true
  }
}
