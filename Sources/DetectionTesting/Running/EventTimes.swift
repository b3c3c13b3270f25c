import EventModel
import Synchronization

/// When the events of a scan that any search may want happened.
final class EventTimes: Sendable {
  private struct Seen {
    var first = Double.infinity
    var last = -Double.infinity
    /// Whole minutes since 1970.
    var minutes: Set<Int> = []
  }

  private let seen = Mutex(Seen())

  func note(_ batch: Batch) {
    let column = batch["_time"]
    let times = (0..<batch.rowCount).compactMap { column[$0].number }.filter {
      abs($0) <= CivilTime.epochLimit
    }
    guard let first = times.min(), let last = times.max() else { return }
    seen.withLock { seen in
      seen.first = min(seen.first, first)
      seen.last = max(seen.last, last)
      seen.minutes.formUnion(times.map { Int(($0 / 60).rounded(.down)) })
    }
  }

  /// First and last; nil when there were none.
  var range: ClosedRange<Double>? {
    seen.withLock { $0.first <= $0.last ? $0.first...$0.last : nil }
  }

  /// Minutes that have events.
  var minutes: Set<Int> { seen.withLock { $0.minutes } }
}
