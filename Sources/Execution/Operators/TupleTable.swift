/// Numbers distinct tuples of small numbers: 0, 1, 2, … in order of first sight.
struct TupleTable {
  private static let seed = UInt64(truncatingIfNeeded: Hasher().finalize())
  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  let width: Int
  private(set) var count = 0
  /// One tuple behind the other.
  private var parts: [UInt32] = []
  /// The hash in the upper half, the number plus one in the lower; zero is free.
  private var slots = [UInt64](repeating: 0, count: 64)

  init(width: Int) { self.width = width }

  /// Units: bytes.
  var footprint: Int {
    parts.capacity * MemoryLayout<UInt32>.stride + slots.count * MemoryLayout<UInt64>.stride
  }

  /// One part of a tuple.
  subscript(number: Int, part: Int) -> UInt32 { parts[number * width + part] }

  /// Calls with all tuples, one behind the other.
  func withParts<Result>(_ body: (UnsafeBufferPointer<UInt32>) -> Result) -> Result {
    parts.withUnsafeBufferPointer(body)
  }

  /// By part: whether some tuple has a zero there.
  var hasZeros: [Bool] {
    var result = [Bool](repeating: false, count: width)
    var part = 0
    for value in parts {
      if value == 0 { result[part] = true }
      part = part + 1 == width ? 0 : part + 1
    }
    return result
  }

  /// Puts a value, by part, where a zero is; two tuples must not become the same.
  ///
  /// Afterwards no tuple can be looked up any more.
  mutating func replaceZeros(with values: [UInt32]) {
    slots = []
    for start in stride(from: 0, to: parts.count, by: width) {
      for part in 0..<width where parts[start + part] == 0 { parts[start + part] = values[part] }
    }
  }

  /// The number of a tuple, a new one if it was never seen.
  mutating func number(of tuple: UnsafePointer<UInt32>) -> Int32 {
    precondition(!slots.isEmpty, "tuples are looked up before their zeros are replaced")
    let hash = Self.hash(tuple, width)
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      if let number = match(slots[slot], hash, tuple) { return number }
      slot = (slot + 1) & mask
    }
    parts.append(contentsOf: UnsafeBufferPointer(start: tuple, count: width))
    count += 1
    slots[slot] = UInt64(hash) << 32 | UInt64(count)
    if count * 2 > slots.count { enlarge() }
    return Int32(count - 1)
  }

  @inline(__always)
  private func match(
    _ entry: UInt64, _ hash: UInt32, _ tuple: UnsafePointer<UInt32>
  ) -> Int32? {
    guard UInt32(truncatingIfNeeded: entry >> 32) == hash else { return nil }
    let number = Int(UInt32(truncatingIfNeeded: entry)) - 1
    return parts.withUnsafeBufferPointer { parts in
      let start = number * width
      for part in 0..<width where parts[start + part] != tuple[part] { return nil }
      return Int32(number)
    }
  }

  private mutating func enlarge() {
    let old = slots
    let mask = old.count * 2 - 1
    slots = [UInt64](repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 {
      var slot = Int(entry >> 32) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = entry
    }
  }

  /// Seeded anew in each process, so that nobody can write events whose tuples collide.
  @inline(__always)
  private static func hash(_ tuple: UnsafePointer<UInt32>, _ width: Int) -> UInt32 {
    var state = seed
    var part = 0
    while part + 2 <= width {
      state = mix(state ^ (UInt64(tuple[part]) | UInt64(tuple[part + 1]) << 32))
      part += 2
    }
    if part < width { state = mix(state ^ UInt64(tuple[part])) }
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    let product = (value ^ multiplier).multipliedFullWidth(by: multiplier)
    return product.high ^ product.low
  }
}
