import Foundation

/// Distinct texts, numbered in order of first sight.
///
/// Memory: owns a copy of each text once; nothing is allocated for a text already there.
public final class TextSet {
  private static let seed = UInt64(truncatingIfNeeded: Hasher().finalize())
  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  private let arena = Arena()
  // Plain memory and not arrays: a lookup runs once a row, and array accesses through an object
  // cost more than the lookup itself.
  private var texts: UnsafeMutablePointer<Bytes>
  private var capacity = 8
  /// The hash in the upper half, the number plus one in the lower; zero is free. Twice the
  /// capacity, so that at least half of it is free.
  private var table: UnsafeMutablePointer<UInt64>
  public private(set) var count = 0

  public init() {
    texts = .allocate(capacity: capacity)
    table = .allocate(capacity: capacity * 2)
    table.initialize(repeating: 0, count: capacity * 2)
  }

  deinit {
    texts.deallocate()
    table.deallocate()
  }

  /// A text by its number.
  ///
  /// Memory: valid as long as the set.
  public subscript(index: Int) -> Bytes {
    precondition(index >= 0 && index < count, "a number of the set")
    return texts[index]
  }

  /// Calls with all texts by number.
  public func withTexts<Result>(_ body: (UnsafeBufferPointer<Bytes>) -> Result) -> Result {
    body(UnsafeBufferPointer(start: texts, count: count))
  }

  /// Units: bytes.
  public var footprint: Int {
    arena.footprint + capacity * (MemoryLayout<Bytes>.stride + 2 * MemoryLayout<UInt64>.stride)
  }

  /// The number of a text, which is added when it is new.
  public func insert(_ text: Bytes) -> Int {
    let hash = Self.hash(text)
    var slot = slot(hash)
    while table[slot] != 0 {
      if let found = match(table[slot], hash: hash, text) { return found }
      slot = (slot + 1) & (capacity * 2 - 1)
    }
    if count == capacity {
      enlarge()
      slot = freeSlot(hash)
    }
    (texts + count).initialize(to: arena.store(text))
    count += 1
    table[slot] = UInt64(hash) << 32 | UInt64(count)
    return count - 1
  }

  /// The number of a text, when it is there.
  public func index(of text: Bytes) -> Int? {
    let hash = Self.hash(text)
    var slot = slot(hash)
    while table[slot] != 0 {
      if let found = match(table[slot], hash: hash, text) { return found }
      slot = (slot + 1) & (capacity * 2 - 1)
    }
    return nil
  }

  @inline(__always)
  private func slot(_ hash: UInt32) -> Int { Int(hash) & (capacity * 2 - 1) }

  private func freeSlot(_ hash: UInt32) -> Int {
    var slot = slot(hash)
    while table[slot] != 0 { slot = (slot + 1) & (capacity * 2 - 1) }
    return slot
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
    precondition(capacity < 1 << 31, "a set numbers its texts in 32 bits")
    let oldTable = table
    let oldTexts = texts
    let oldCapacity = capacity
    capacity *= 2
    texts = .allocate(capacity: capacity)
    texts.moveInitialize(from: oldTexts, count: count)
    table = .allocate(capacity: capacity * 2)
    table.initialize(repeating: 0, count: capacity * 2)
    for slot in 0..<(oldCapacity * 2) where oldTable[slot] != 0 {
      table[freeSlot(UInt32(truncatingIfNeeded: oldTable[slot] >> 32))] = oldTable[slot]
    }
    oldTexts.deallocate()
    oldTable.deallocate()
  }

  /// Eight bytes a step, the last ones once more where they do not fill a step. Seeded anew in each
  /// process, so that nobody can write events whose texts collide.
  private static func hash(_ text: Bytes) -> UInt32 {
    var state = seed ^ (UInt64(text.count) &* multiplier)
    let start = UnsafeRawPointer(text.start)
    let count = text.count
    var offset = 0
    while offset + 8 <= count {
      state = mix(state ^ start.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    if offset < count { state = mix(state ^ tail(start, count)) }
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }

  /// The last bytes, up to eight: all of a shorter text.
  @inline(__always)
  private static func tail(_ start: UnsafeRawPointer, _ count: Int) -> UInt64 {
    if count >= 8 { return start.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self) }
    if count >= 4 {
      let first = start.loadUnaligned(as: UInt32.self)
      let last = start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      return UInt64(first) | UInt64(last) << 32
    }
    let bytes = start.assumingMemoryBound(to: UInt8.self)
    return UInt64(bytes[0]) | UInt64(bytes[count / 2]) << 8 | UInt64(bytes[count - 1]) << 16
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: multiplier)
    return product.high ^ product.low
  }
}
