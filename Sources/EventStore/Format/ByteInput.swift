import EventModel

/// Appends numbers to bytes, lowest byte first.
extension [UInt8] {
  mutating func appendNumber(_ value: Int) {
    var rest = UInt64(value)
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  mutating func append(_ text: Bytes) { append(contentsOf: text.buffer) }
}

/// Reads what `appendNumber` wrote.
struct ByteInput {
  let bytes: Bytes
  private(set) var position = 0

  init(_ bytes: Bytes) { self.bytes = bytes }

  var rest: Int { bytes.count - position }

  mutating func number() throws(SegmentDamage) -> Int {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 63 {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(value) }
      shift += 7
    }
    throw SegmentDamage("a number is cut off")
  }

  mutating func take(_ count: Int) throws(SegmentDamage) -> Bytes {
    guard count >= 0, count <= rest else { throw SegmentDamage("a text is cut off") }
    defer { position += count }
    return bytes.slice(position..<(position + count))
  }
}
