import EventModel

/// Loops over bytes that the compiler turns into vector code.
enum ASCIIText {
  static func isASCII(_ text: Bytes) -> Bool {
    var all: UInt8 = 0
    let start = text.start
    for index in 0..<text.count { all |= start[index] }
    return all < 0x80
  }

  static func lowercased(_ text: Bytes, in arena: Arena) -> Bytes {
    let target = arena.allocate(text.count)
    let start = text.start
    for index in 0..<text.count {
      let byte = start[index]
      target[index] = byte | (byte &- 0x41 < 26 ? 0x20 : 0)
    }
    return Bytes(start: target, count: text.count)
  }

  static func uppercased(_ text: Bytes, in arena: Arena) -> Bytes {
    let target = arena.allocate(text.count)
    let start = text.start
    for index in 0..<text.count {
      let byte = start[index]
      target[index] = byte & ~(byte &- 0x61 < 26 ? 0x20 : 0)
    }
    return Bytes(start: target, count: text.count)
  }
}
