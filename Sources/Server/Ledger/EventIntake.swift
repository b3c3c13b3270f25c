import Dispatch
package import EventStore
import Synchronization

/// The way from the receivers into the store: counts, and remembers whether there is room.
package final class EventIntake: Sendable {
  private let sink: any EventSink
  package let losses: LossCounters
  private let stopping = Atomic<Bool>(false)
  /// When a block last found no room.
  private let refused = Mutex<Double?>(nil)
  private let uptime: @Sendable () -> Double

  /// Units: seconds. A load balancer that is told for ever that there is no room sends nothing
  /// that could find some.
  private static let memory = 5.0

  /// - Parameter uptime: a clock in seconds that never goes back.
  package init(
    sink: any EventSink, losses: LossCounters = LossCounters(),
    uptime: @escaping @Sendable () -> Double = {
      Double(DispatchTime.now().uptimeNanoseconds) / 1e9
    }
  ) {
    self.sink = sink
    self.losses = losses
    self.uptime = uptime
  }

  /// Whether nothing is taken any more.
  package var isStopping: Bool { stopping.load(ordering: .relaxed) }

  /// Whether the last block found no room, for some seconds.
  package var isFull: Bool {
    guard let time = refused.withLock({ $0 }) else { return false }
    return uptime() - time < Self.memory
  }

  package func stop() { stopping.store(true, ordering: .relaxed) }

  /// Returns when the events survive a crash.
  package func append(
    _ block: EventBlock, from receiver: String
  ) async throws(EventSinkError) -> EventReceipt {
    let count = block.count
    let truncated = block.text.withUnsafeBufferPointer { text in
      (0..<count).reduce(0) { sum, event in
        let range = block.range(event)
        return sum + (AuditText.isTruncated(.init(rebasing: text[range])) ? 1 : 0)
      }
    }
    do throws(EventSinkError) {
      let receipt = try await sink.append(block)
      refused.withLock { $0 = nil }
      losses.record(receiver) { row in
        row.received += count
        row.stored += receipt.stored
        row.duplicates += receipt.duplicates
        row.truncated += receipt.stored > 0 ? truncated : 0
        row.bytes += block.text.count
      }
      return receipt
    } catch {
      switch error {
      case .busy: refused.withLock { $0 = uptime() }
      case .stopping: stop()
      }
      losses.record(receiver) { row in
        row.received += count
        row.busy += count
      }
      throw error
    }
  }

  package func checkpoint(_ key: String) async throws(EventSinkError) -> [UInt8]? {
    try await sink.checkpoint(key)
  }
}
