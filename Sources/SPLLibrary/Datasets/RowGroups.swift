import EventModel

/// The groups that rows belong to by the values of some fields.
///
/// Shape: a row with several values in a field belongs to a group for each; a row without a value
/// in one of the fields belongs to none; without fields all rows are one group.
struct RowGroups {
  private var table = KeyTable()
  private var starts: [Int32] = [0]
  private var numbers: [Int32] = []

  /// Groups that there are.
  var count: Int { max(1, table.count) }

  init(_ batch: Batch, fields: [String]) {
    starts.reserveCapacity(batch.rowCount + 1)
    numbers.reserveCapacity(batch.rowCount)
    let columns = fields.map { batch[$0] }
    let arena = Arena()
    for row in 0..<batch.rowCount {
      if fields.isEmpty {
        numbers.append(0)
      } else {
        for key in Self.keys(columns, row, arena) {
          numbers.append(number(of: key))
        }
      }
      starts.append(Int32(numbers.count))
    }
  }

  func groups(of row: Int) -> ArraySlice<Int32> {
    numbers[Int(starts[row])..<Int(starts[row + 1])]
  }

  private mutating func number(of key: [UInt8]) -> Int32 {
    key.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return table.number(of: .empty) }
      return table.number(of: Bytes(start: base, count: buffer.count))
    }
  }

  /// One key for each combination of values.
  private static func keys(_ columns: [Column], _ row: Int, _ arena: Arena) -> [[UInt8]] {
    var keys: [[UInt8]] = [[]]
    for column in columns {
      let values = column[row].texts(in: arena)
      if values.count == 1, keys.count == 1 {
        append(values[0], to: &keys[0])
        continue
      }
      keys = keys.flatMap { key in
        values.map { value in
          var next = key
          append(value, to: &next)
          return next
        }
      }
    }
    return keys
  }

  private static func append(_ value: Bytes, to key: inout [UInt8]) {
    withUnsafeBytes(of: UInt32(value.count)) { key.append(contentsOf: $0) }
    key.append(contentsOf: value.buffer)
  }
}
