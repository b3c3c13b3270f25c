import Synchronization

/// Counts the open connections of a service and refuses those beyond its limit.
final class ConnectionGate: Sendable {
  let limit: Int
  private let open = Atomic<Int>(0)
  private let refusedCount = Atomic<Int>(0)

  init(limit: Int) {
    self.limit = limit
  }

  var count: Int { open.load(ordering: .relaxed) }
  var refused: Int { refusedCount.load(ordering: .relaxed) }

  func enter() -> Bool {
    if open.add(1, ordering: .relaxed).newValue <= limit { return true }
    open.subtract(1, ordering: .relaxed)
    refusedCount.add(1, ordering: .relaxed)
    return false
  }

  private static let largestWait = 64
  private let waiting = Atomic<Int>(0)

  /// Whether a refused connection may stay until its client has read why.
  func beginWait() -> Bool {
    if waiting.add(1, ordering: .relaxed).newValue <= Self.largestWait { return true }
    waiting.subtract(1, ordering: .relaxed)
    return false
  }

  func endWait() { waiting.subtract(1, ordering: .relaxed) }

  func leave() { open.subtract(1, ordering: .relaxed) }
}
