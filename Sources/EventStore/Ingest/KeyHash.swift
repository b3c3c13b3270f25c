import EventModel

/// Turns what tells an event apart into a number that is the same whenever the store is opened.
///
/// Seeded with a secret of the store, so that nobody can write events whose keys collide.
struct KeyHash: Sendable {
  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  let seed: UInt64

  /// Never 0, which stands for an event without a key.
  func value(_ parts: [Bytes], index: String) -> UInt64 {
    var state = seed
    for part in parts { state = Self.add(part, to: state) }
    var index = index
    state = index.withUTF8 { buffer in
      buffer.baseAddress.map {
        Self.add(Bytes(start: $0, count: buffer.count), to: state)
      } ?? state
    }
    return state == 0 ? 1 : state
  }

  private static func add(_ text: Bytes, to start: UInt64) -> UInt64 {
    var state = mix(start ^ (UInt64(text.count) &* multiplier))
    let raw = UnsafeRawPointer(text.start)
    var offset = 0
    while offset + 8 <= text.count {
      state = mix(state ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var tail: UInt64 = 1
    while offset < text.count {
      tail = tail << 8 | UInt64(text[offset])
      offset += 1
    }
    return mix(state ^ tail)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let product = (value ^ multiplier).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}
