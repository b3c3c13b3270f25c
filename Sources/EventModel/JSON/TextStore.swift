import CSimdjson

/// Puts the texts of many small values into an arena, a block at a time.
struct TextStore {
  private static let blockSize = 16 << 10

  let arena = Arena()
  private var free: UnsafeMutablePointer<UInt8>?
  private var room = 0

  mutating func value(
    of hit: csj_hit, in text: Bytes, storage: JSONFieldReader.Storage
  ) throws(JSONError) -> Bytes {
    let start = Int(hit.offset)
    let written = text.slice(start..<(start + Int(hit.length)))
    if hit.is_escaped {
      let target = reserve(written.count)
      let count = csj_unescape(written.start, written.count, target)
      guard count >= 0 else { throw .invalidEscape }
      return Bytes(start: target, count: count)
    }
    switch storage {
    case .borrowed: return written
    case .copied: return store(written)
    }
  }

  mutating func store(_ text: Bytes) -> Bytes {
    guard text.count > 0 else { return .empty }
    let target = reserve(text.count)
    target.update(from: text.start, count: text.count)
    return Bytes(start: target, count: text.count)
  }

  private mutating func reserve(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if count > Self.blockSize / 4 { return arena.allocate(count) }
    if let free, count <= room {
      self.free = free + count
      room -= count
      return free
    }
    let block = arena.allocate(Self.blockSize)
    free = block + count
    room = Self.blockSize - count
    return block
  }
}
