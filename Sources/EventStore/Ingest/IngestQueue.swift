import Dispatch
import EventModel
import GRDB
import Synchronization

/// Blocks on their way to the disk: those that wait while others are written share the next
/// transaction.
final class IngestQueue: Sendable {
  typealias Outcome = Result<EventReceipt, EventSinkError>

  /// One `append`.
  struct Entry: Sendable {
    let block: EventBlock
    /// Units: microseconds since the epoch.
    let arrival: Int64
    let completion: @Sendable (Outcome) -> Void
  }

  private struct State {
    var waiting: [Entry] = []
    var bytes = 0
    var isWriting = false
    var isStopped = false
    var whenIdle: [@Sendable () -> Void] = []
  }

  /// Units: bytes of text written in one transaction, about.
  private static let groupBytes = 16 << 20

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "store.ingest", qos: .userInitiated)
  private let limit: Int
  private let writer: IngestWriter
  private let afterWrite: @Sendable (Int) -> Void

  /// `afterWrite` is called with the bytes of each group.
  init(writer: IngestWriter, limit: Int, afterWrite: @escaping @Sendable (Int) -> Void) {
    self.writer = writer
    self.limit = limit
    self.afterWrite = afterWrite
  }

  var waitingBytes: Int { state.withLock { $0.bytes } }

  func add(_ entry: Entry) {
    let refusal = state.withLock { state -> EventSinkError? in
      if state.isStopped { return .stopping }
      let bytes = entry.block.text.count
      // A block larger than the queue gets its turn when it is alone.
      if state.bytes > 0, state.bytes + bytes > limit {
        return .busy("\(state.bytes >> 20) MB of events wait to be written")
      }
      state.waiting.append(entry)
      state.bytes += bytes
      if !state.isWriting {
        state.isWriting = true
        queue.async { self.writeAll() }
      }
      return nil
    }
    if let refusal { entry.completion(.failure(refusal)) }
  }

  /// Takes nothing more; calls back when all that waits is written.
  func stop(_ whenIdle: @escaping @Sendable () -> Void) {
    let isIdle = state.withLock { state in
      state.isStopped = true
      if state.isWriting { state.whenIdle.append(whenIdle) }
      return !state.isWriting
    }
    if isIdle { whenIdle() }
  }

  private func writeAll() {
    while true {
      let group = nextGroup()
      guard !group.isEmpty else { return }
      let outcomes = writer.write(group)
      // Before the answers, so that who is answered finds room.
      let bytes = group.reduce(0) { $0 + $1.block.text.count }
      state.withLock { $0.bytes -= bytes }
      for (entry, outcome) in zip(group, outcomes) { entry.completion(outcome) }
      afterWrite(bytes)
    }
  }

  private func nextGroup() -> [Entry] {
    let (group, idle) = state.withLock { state -> ([Entry], [@Sendable () -> Void]) in
      var bytes = 0
      var count = 0
      while count < state.waiting.count, count == 0 || bytes < Self.groupBytes {
        bytes += state.waiting[count].block.text.count
        count += 1
      }
      let group = Array(state.waiting.prefix(count))
      state.waiting.removeFirst(count)
      guard group.isEmpty else { return (group, []) }
      state.isWriting = false
      defer { state.whenIdle = [] }
      return (group, state.whenIdle)
    }
    for call in idle { call() }
    return group
  }
}
