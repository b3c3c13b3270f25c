import Dispatch
import EventModel
import Synchronization

/// Merges, packs and removes segments while events come in.
///
/// Merging keeps up with ingest; packing for keeping waits until nothing came in for a while.
final class Upkeep: Sendable {
  private struct State {
    var isScheduled = false
    var isStopped = false
    /// Counts calls of `wake`, to tell whether anything came in since.
    var wakes = 0
    /// Units: seconds since 1970.
    var lastRetention = 0.0
  }

  /// Units: seconds.
  private static let retentionInterval = 60.0
  private static let rest = DispatchTimeInterval.seconds(2)

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "store.upkeep", qos: .utility)
  private let compaction: Compaction
  private let retention: Retention
  private let clock: @Sendable () -> Double

  init(
    _ database: StoreDatabase, _ options: StoreOptions, _ clock: @escaping @Sendable () -> Double
  ) {
    compaction = Compaction(database, options)
    retention = Retention(database, options)
    self.clock = clock
  }

  /// Something was written.
  func wake() {
    state.withLock { state in
      state.wakes += 1
      guard !state.isScheduled, !state.isStopped else { return }
      state.isScheduled = true
      queue.async { self.run() }
    }
  }

  /// Returns when nothing runs any more.
  func stop() async {
    state.withLock { $0.isStopped = true }
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume() }
    }
  }

  /// Merges and packs all there is.
  func compactAll() throws {
    try queue.sync {
      while try compaction.merge(all: true) {}
      while try compaction.settle() {}
    }
  }

  private func run() {
    var wakes = 0
    do {
      repeat {
        wakes = state.withLock { $0.wakes }
        try retain()
      } while try isRunning && compaction.merge()
    } catch {
      // A full disk or a damaged segment: `append` and `check` tell of it; here it only means that
      // segments stay as they are.
    }
    let seen = wakes
    let isIdle = state.withLock { state in
      state.isScheduled = state.wakes != seen && !state.isStopped
      if state.isScheduled { queue.async { self.run() } }
      return !state.isScheduled && !state.isStopped
    }
    guard isIdle else { return }
    queue.asyncAfter(deadline: .now() + Self.rest) { [weak self] in self?.settle(ifStill: seen) }
  }

  private var isRunning: Bool { state.withLock { !$0.isStopped } }

  private func settle(ifStill wakes: Int) {
    do {
      while state.withLock({ !$0.isStopped && $0.wakes == wakes }), try compaction.settle() {}
    } catch {
      // As above.
    }
  }

  private func retain() throws {
    let now = clock()
    let isDue = state.withLock { state in
      guard abs(now - state.lastRetention) >= Self.retentionInterval else { return false }
      state.lastRetention = now
      return true
    }
    if isDue { _ = try retention.enforce(now: EventTime.microseconds(now)) }
  }
}
