import Foundation

/// Distinct texts, numbered in order of first sight.
///
/// Memory: owns a copy of each text once; nothing is allocated for a text already there.
package final class TextSet {
  private static let seed = UInt64(truncatingIfNeeded: Hasher().finalize())
  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  private let arena = Arena()
  private var texts: [Bytes] = []
  /// The hash in the upper half, the number plus one in the lower; zero is free.
  private var table: [UInt64] = []

  package init() {}

  package var count: Int { texts.count }

  /// A text by its number.
  ///
  /// Memory: valid as long as the set.
  package subscript(index: Int) -> Bytes { texts[index] }

  /// Units: bytes.
  package var footprint: Int {
    arena.footprint + texts.capacity * MemoryLayout<Bytes>.stride
      + table.count * MemoryLayout<UInt64>.stride
  }

  /// The number of a text, which is added when it is new.
  package func insert(_ text: Bytes) -> Int {
    if texts.count * 2 >= table.count { enlarge() }
    let hash = Self.hash(text)
    let mask = table.count - 1
    var slot = Int(hash) & mask
    while table[slot] != 0 {
      if let found = match(table[slot], hash: hash, text) { return found }
      slot = (slot + 1) & mask
    }
    texts.append(arena.store(text))
    table[slot] = UInt64(hash) << 32 | UInt64(texts.count)
    return texts.count - 1
  }

  /// The number of a text, when it is there.
  package func index(of text: Bytes) -> Int? {
    guard !table.isEmpty else { return nil }
    let hash = Self.hash(text)
    let mask = table.count - 1
    var slot = Int(hash) & mask
    while table[slot] != 0 {
      if let found = match(table[slot], hash: hash, text) { return found }
      slot = (slot + 1) & mask
    }
    return nil
  }

  @inline(__always)
  private func match(_ entry: UInt64, hash: UInt32, _ text: Bytes) -> Int? {
    guard UInt32(truncatingIfNeeded: entry >> 32) == hash else { return nil }
    let index = Int(UInt32(truncatingIfNeeded: entry)) - 1
    let other = texts[index]
    guard other.count == text.count, memcmp(other.start, text.start, text.count) == 0
    else { return nil }
    return index
  }

  private func enlarge() {
    var larger = [UInt64](repeating: 0, count: max(16, table.count * 2))
    let mask = larger.count - 1
    for entry in table where entry != 0 {
      var slot = Int(entry >> 32) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = entry
    }
    table = larger
  }

  /// Eight bytes a step. Seeded anew in each process, so that nobody can write events whose texts
  /// collide.
  private static func hash(_ text: Bytes) -> UInt32 {
    var state = seed ^ (UInt64(text.count) &* multiplier)
    var position = UnsafeRawPointer(text.start)
    var left = text.count
    while left >= 8 {
      state = mix(state ^ position.loadUnaligned(as: UInt64.self))
      position += 8
      left -= 8
    }
    var tail: UInt64 = 0
    for offset in 0..<left {
      tail = tail << 8 | UInt64(position.load(fromByteOffset: offset, as: UInt8.self))
    }
    state = mix(state ^ tail)
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: multiplier)
    return product.high ^ product.low
  }
}
