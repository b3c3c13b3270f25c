import EventModel
import Execution
import KubernetesAudit
import QueryPlan
import Synchronization

/// Events of files as the API server would have recorded them under a policy.
///
/// Memory: what is left of the events, until all are read.
final class ReducedEvents: ScanConsumer {
  /// What was read and what became of it.
  struct Counts: Sendable {
    var events = 0
    var recorded = 0
    /// Recorded with less than the policy says.
    var lackBodies = 0
    var others = 0
    var bytes = 0
    /// Units: seconds since 1970.
    var first: Double?
    var last: Double?
  }

  private struct State {
    var counts = Counts()
    var pieces: [(ordinal: Int, bytes: [UInt8])] = []
  }

  private let state = Mutex(State())
  private let reduction: AuditPolicyReduction
  private let keepsEvents: Bool

  /// `keepsEvents`: false to count only.
  init(_ policy: AuditPolicy, keepsEvents: Bool) {
    reduction = AuditPolicyReduction(policy)
    self.keepsEvents = keepsEvents
  }

  var request: ScanRequest {
    ScanRequest(scan: EventScan(needs: FieldNeeds(["_raw", "_time"])), consumer: self)
  }

  var counts: Counts { state.withLock { $0.counts } }

  /// The events that are left, one a line, the oldest first.
  var pieces: [[UInt8]] {
    state.withLock { state in
      state.pieces.sorted { $0.ordinal > $1.ordinal }.map { $0.bytes }
    }
  }

  func makeWorker() -> any ScanWorker { Worker(self) }

  private final class Worker: ScanWorker {
    private let events: ReducedEvents
    private let document = JSONDocument()
    private let arena = Arena()

    init(_ events: ReducedEvents) { self.events = events }

    func consume(_ batch: Batch) throws {
      var counts = Counts()
      var lines: [[UInt8]] = []
      let times = batch["_time"]
      let texts = batch["_raw"]
      for row in 0..<batch.rowCount {
        guard case .text(let raw) = texts[row] else { continue }
        let outcome = (try? events.reduction.outcome(of: raw, in: document)) ?? .notAnEvent
        switch outcome {
        case .notAnEvent: counts.others += 1
        case .notRecorded: counts.add(times[row].number)
        case .recorded(let bytes, let lacksBodies):
          counts.add(times[row].number)
          counts.recorded += 1
          counts.lackBodies += lacksBodies ? 1 : 0
          counts.bytes += bytes.count + 1
          if events.keepsEvents { lines.append(bytes + [UInt8(ascii: "\n")]) }
        }
      }
      // Rows come newest first.
      let piece = Array(lines.reversed().joined())
      events.state.withLock { state in
        state.counts.add(counts)
        if !piece.isEmpty { state.pieces.append((batch.ordinal, piece)) }
      }
    }
  }
}

extension ReducedEvents.Counts {
  fileprivate mutating func add(_ time: Double?) {
    events += 1
    guard let time else { return }
    first = min(first ?? time, time)
    last = max(last ?? time, time)
  }

  fileprivate mutating func add(_ other: ReducedEvents.Counts) {
    events += other.events
    recorded += other.recorded
    lackBodies += other.lackBodies
    others += other.others
    bytes += other.bytes
    for time in [other.first, other.last] {
      guard let time else { continue }
      first = min(first ?? time, time)
      last = max(last ?? time, time)
    }
  }

  /// Units: bytes; nil when the events span less than a second.
  var bytesPerDay: Double? {
    guard let first, let last, last - first >= 1 else { return nil }
    return Double(bytes) * 86_400 / (last - first)
  }
}
