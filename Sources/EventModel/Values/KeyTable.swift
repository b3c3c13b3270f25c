/// Gives each distinct byte key a number: 0, 1, 2, … in order of first sight.
///
/// Memory: keys are copied into an arena of the table's own.
public struct KeyTable: Sendable {
  private var slots: [Int32]
  private var hashes: [UInt64] = []
  public private(set) var keys: [Bytes] = []
  private let arena = Arena()
  private var mask: Int

  public init(minimumCapacity: Int = 64) {
    var size = 64
    while size < minimumCapacity * 2 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    mask = size - 1
  }

  public var count: Int { keys.count }

  /// Units: bytes, roughly.
  public var footprint: Int {
    arena.footprint + slots.count * 4 + keys.count * (MemoryLayout<Bytes>.stride + 8)
  }

  /// The number of a key, a new one if it was never seen.
  public mutating func number(of key: Bytes) -> Int32 {
    let hash = Self.hash(key)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let number = slots[slot]
      if number < 0 { break }
      if hashes[Int(number)] == hash, keys[Int(number)] == key { return number }
      slot = (slot + 1) & mask
    }
    let number = Int32(keys.count)
    slots[slot] = number
    keys.append(arena.store(key))
    hashes.append(hash)
    if keys.count * 2 > slots.count { grow() }
    return number
  }

  /// The number of a key that was seen before.
  public func existingNumber(of key: Bytes) -> Int32? {
    let hash = Self.hash(key)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let number = slots[slot]
      if hashes[Int(number)] == hash, keys[Int(number)] == key { return number }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private mutating func grow() {
    let size = slots.count * 2
    mask = size - 1
    slots = [Int32](repeating: -1, count: size)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(number)
    }
  }

  /// Eight bytes a step, multiplied and folded; not for untrusted table sizes, only for speed.
  private static func hash(_ key: Bytes) -> UInt64 {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(key.count)
    var index = 0
    let raw = UnsafeRawPointer(key.start)
    while index + 8 <= key.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      state = mix(state ^ word)
      index += 8
    }
    var tail: UInt64 = 0
    while index < key.count {
      tail = tail << 8 | UInt64(key[index])
      index += 1
    }
    return mix(state ^ tail)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}
