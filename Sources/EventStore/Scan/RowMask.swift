/// Which rows of a segment are meant.
struct RowMask {
  /// One for a row that is meant, else zero.
  private(set) var marks: [UInt8]

  init(all isMeant: Bool, count: Int) {
    marks = [UInt8](repeating: isMeant ? 1 : 0, count: count)
  }

  /// The rows whose cell in a column passes.
  init(_ column: DictionaryColumn, where passes: (Int) -> Bool) {
    let entries = column.cells.indices.map { passes($0) ? UInt8(1) : 0 }
    if !entries.contains(0) {
      marks = [UInt8](repeating: 1, count: column.codes.count)
    } else if !entries.contains(1) {
      marks = [UInt8](repeating: 0, count: column.codes.count)
    } else {
      marks = column.codes.withUnsafeBufferPointer { codes in
        entries.withUnsafeBufferPointer { entries in
          [UInt8](unsafeUninitializedCapacity: codes.count) { buffer, count in
            count = codes.count
            for row in 0..<count { buffer[row] = entries[Int(codes[row])] }
          }
        }
      }
    }
  }

  subscript(row: Int) -> Bool { marks[row] != 0 }

  var isEmpty: Bool { !marks.contains(1) }

  mutating func keep(where passes: (Int) -> Bool) {
    for row in marks.indices where marks[row] != 0 && !passes(row) { marks[row] = 0 }
  }

  mutating func formIntersection(_ other: RowMask) {
    combine(other) { $0 & $1 }
  }

  mutating func formUnion(_ other: RowMask) {
    combine(other) { $0 | $1 }
  }

  @inline(__always)
  private mutating func combine(_ other: RowMask, _ body: (UInt8, UInt8) -> UInt8) {
    other.marks.withUnsafeBufferPointer { other in
      marks.withUnsafeMutableBufferPointer { marks in
        for row in marks.indices { marks[row] = body(marks[row], other[row]) }
      }
    }
  }

  func inverted() -> RowMask {
    var result = self
    result.marks = marks.map { 1 - $0 }
    return result
  }

  func count(of rows: ArraySlice<Int32>) -> Int {
    marks.withUnsafeBufferPointer { marks in
      var count = 0
      for row in rows { count += Int(marks[Int(row)]) }
      return count
    }
  }

  func count(in rows: Range<Int>) -> Int {
    marks.withUnsafeBufferPointer { marks in
      var count = 0
      for row in rows { count += Int(marks[row]) }
      return count
    }
  }

  /// The rows, the last one first.
  var descendingRows: [Int32] {
    var rows: [Int32] = []
    rows.reserveCapacity(count(in: marks.indices))
    marks.withUnsafeBufferPointer { marks in
      var row = marks.count - 1
      while row >= 0 {
        if marks[row] != 0 { rows.append(Int32(row)) }
        row -= 1
      }
    }
    return rows
  }
}
