import Dispatch
import EventModel
import Foundation
import Synchronization

/// Merges, packs and removes segments while events come in.
///
/// While much comes in, ingest gets the processor: merging goes on at a slow pace, and packing for
/// keeping waits; small segments are packed when nothing came in for a while.
final class Upkeep: Sendable {
  private struct State {
    var isScheduled = false
    var isStopped = false
    /// Counts calls of `wake`, to tell whether anything came in since.
    var wakes = 0
    /// Units: seconds since 1970.
    var lastRetention = 0.0
    var pressure = IngestPressure()
  }

  /// Units: seconds.
  private static let retentionInterval = 60.0
  private static let rest = DispatchTimeInterval.seconds(2)
  /// How long a merge waits for ingest, in how many steps. Units: seconds.
  private static let patience = (seconds: 1.0, steps: 20)

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "store.upkeep", qos: .utility)
  private let database: StoreDatabase
  private let compaction: Compaction
  private let retention: Retention
  private let clock: @Sendable () -> Double

  init(
    _ database: StoreDatabase, _ options: StoreOptions, _ clock: @escaping @Sendable () -> Double
  ) {
    self.database = database
    compaction = Compaction(database, options)
    retention = Retention(database, options)
    self.clock = clock
  }

  /// So many bytes of text were written.
  func wake(bytes: Int) {
    state.withLock { state in
      state.wakes += 1
      state.pressure.add(bytes, at: .now())
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
      while try compaction.forgetKeys() {}
      while try database.giveBackPages() {}
      try database.emptyLog()
    }
  }

  private func run() {
    var wakes = 0
    do {
      repeat {
        wakes = state.withLock { $0.wakes }
        try retain()
      } while try isRunning && step()
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

  /// False when there is nothing to do.
  private func step() throws -> Bool {
    let isPressed = waitForCalm()
    if try compaction.merge(isHasty: isPressed) { return true }
    if isPressed { return false }
    return try compaction.settle(onlyLarge: true) || compaction.forgetKeys()
  }

  /// Whether much comes in still.
  private func waitForCalm() -> Bool {
    for _ in 0..<Self.patience.steps {
      guard isRunning, state.withLock({ $0.pressure.isHigh(at: .now()) }) else { return false }
      Thread.sleep(forTimeInterval: Self.patience.seconds / Double(Self.patience.steps))
    }
    return true
  }

  private var isRunning: Bool { state.withLock { !$0.isStopped } }

  private func settle(ifStill wakes: Int) {
    do {
      let isStill = { self.state.withLock { !$0.isStopped && $0.wakes == wakes } }
      while isStill(), try compaction.settle() {}
      while isStill(), try database.giveBackPages() {}
      if isStill() { try database.emptyLog() }
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
