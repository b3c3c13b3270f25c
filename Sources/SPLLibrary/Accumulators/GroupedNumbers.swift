/// Small numbers, such as those of texts in a set, by group, with how often each was added.
///
/// Shape: one hash table over pairs of group and number for all groups together, so that a group
/// costs eight bytes and not a table of its own.
struct GroupedNumbers {
  private struct Entry {
    let key: UInt64
    /// The entry of the same group that was added before, plus one.
    let previous: Int
    var times: Int
  }

  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  private var entries: [Entry] = []
  /// The place in `entries` plus one; zero is free.
  private var table: [UInt32] = []
  /// For each group its last entry, plus one.
  private var lasts: [Int] = []
  private var sizes: [Int] = []

  mutating func grow(to count: Int) {
    while lasts.count < count {
      lasts.append(0)
      sizes.append(0)
    }
  }

  /// How many different numbers a group has.
  func size(of group: Int) -> Int { sizes[group] }

  mutating func add(_ number: Int, to group: Int, times: Int) {
    if entries.count * 2 >= table.count { enlarge() }
    let key = UInt64(group) << 32 | UInt64(UInt32(truncatingIfNeeded: number))
    let mask = table.count - 1
    var slot = Self.slot(of: key, mask: mask)
    while table[slot] != 0 {
      let index = Int(table[slot]) - 1
      if entries[index].key == key {
        entries[index].times &+= times
        return
      }
      slot = (slot + 1) & mask
    }
    entries.append(Entry(key: key, previous: lasts[group], times: times))
    table[slot] = UInt32(entries.count)
    lasts[group] = entries.count
    sizes[group] += 1
  }

  /// Calls with each number of a group, the last added first.
  func forEach(in group: Int, _ body: (_ number: Int, _ times: Int) -> Void) {
    var next = lasts[group]
    while next != 0 {
      let entry = entries[next - 1]
      body(Int(UInt32(truncatingIfNeeded: entry.key)), entry.times)
      next = entry.previous
    }
  }

  var footprint: Int {
    entries.capacity * MemoryLayout<Entry>.stride + table.count * MemoryLayout<UInt32>.stride
      + lasts.count * 2 * MemoryLayout<Int>.stride
  }

  private mutating func enlarge() {
    var larger = [UInt32](repeating: 0, count: max(16, table.count * 2))
    let mask = larger.count - 1
    for (index, entry) in entries.enumerated() {
      var slot = Self.slot(of: entry.key, mask: mask)
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = UInt32(index + 1)
    }
    table = larger
  }

  @inline(__always)
  private static func slot(of key: UInt64, mask: Int) -> Int {
    let product = (key ^ multiplier).multipliedFullWidth(by: multiplier)
    return Int(truncatingIfNeeded: product.high ^ product.low) & mask
  }
}
