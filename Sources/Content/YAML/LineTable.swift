/// Turns the parser's line and column into a byte offset.
///
/// The parser counts columns in Unicode scalars and also ends a line at a lone carriage return and
/// at U+0085, U+2028 and U+2029, which text editors do not.
struct LineTable {
  private let bytes: [UInt8]
  private let starts: [Int]
  /// The last place asked for: nodes come in document order, so a long line is walked only once.
  private var last = (line: 0, column: 0, offset: 0)

  init(_ bytes: [UInt8], from first: Int) {
    self.bytes = bytes
    var starts = [first]
    var index = first
    while index < bytes.count {
      let width = Self.breakLength(in: bytes, at: index)
      index += max(width, 1)
      if width > 0 { starts.append(index) }
    }
    self.starts = starts
  }

  /// Bytes of the line break at an offset, 0 when there is none.
  static func breakLength(in bytes: [UInt8], at index: Int) -> Int {
    let byte = bytes[index]
    if byte == 0x0A { return 1 }
    if byte == 0x0D { return index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1 }
    if byte == 0xC2 { return index + 1 < bytes.count && bytes[index + 1] == 0x85 ? 2 : 0 }
    guard byte == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x80 else { return 0 }
    return bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9 ? 3 : 0
  }

  /// The offset of a zero-based line and column; a place behind the end is the end.
  mutating func offset(line: Int, column: Int) -> Int {
    guard line < starts.count else { return bytes.count }
    var (seen, offset) = (0, starts[max(line, 0)])
    if last.line == line, last.column <= column { (seen, offset) = (last.column, last.offset) }
    while seen < column, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      seen += 1
    }
    last = (line, column, offset)
    return offset
  }
}
