/// Remembers which audit events were stored lately, so that a webhook's retry is stored once.
///
/// Two generations of keys: at least the last `horizon` events are known, at most twice as many.
/// Memory: 16 to 32 bytes an event of the horizon.
struct DuplicateFilter {
  private let horizon: Int
  private var current = KeySet()
  private var previous = KeySet()
  /// Of events that are being written.
  private var pending: Set<UInt64> = []

  init(horizon: Int) { self.horizon = max(horizon, 1) }

  /// False for an event that is stored or being written; a new one counts as being written.
  mutating func admit(_ key: UInt64) -> Bool {
    guard key != 0 else { return true }
    if current.contains(key) || previous.contains(key) { return false }
    return pending.insert(key).inserted
  }

  /// What is being written was written.
  mutating func commit() {
    for key in pending { remember(key) }
    pending.removeAll(keepingCapacity: pending.count < 1 << 16)
  }

  /// What is being written was not written.
  mutating func rollback() { pending.removeAll() }

  /// Takes in what is stored already, oldest first.
  mutating func remember(_ key: UInt64) {
    guard key != 0 else { return }
    if current.count >= horizon {
      previous = current
      current = KeySet()
    }
    current.insert(key)
  }
}

/// Numbers that are well spread already.
struct KeySet {
  private var slots = [UInt64](repeating: 0, count: 1024)
  private(set) var count = 0

  func contains(_ key: UInt64) -> Bool {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key) & mask
    while slots[slot] != 0 {
      if slots[slot] == key { return true }
      slot = (slot + 1) & mask
    }
    return false
  }

  mutating func insert(_ key: UInt64) {
    if count * 2 >= slots.count { enlarge() }
    if place(key) { count += 1 }
  }

  private mutating func place(_ key: UInt64) -> Bool {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key) & mask
    while slots[slot] != 0 {
      if slots[slot] == key { return false }
      slot = (slot + 1) & mask
    }
    slots[slot] = key
    return true
  }

  private mutating func enlarge() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    for key in old where key != 0 { _ = place(key) }
  }
}
