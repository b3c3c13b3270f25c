import EventModel

/// Events that were stored together, by the hour that they belong to.
package struct StoredArrival: Sendable, Equatable {
  /// Units: microseconds since the epoch.
  package let times: ClosedRange<Int64>
  package let count: Int
}

/// What a transaction stores besides its events.
struct IngestProgress {
  private static let hour: Int64 = 3_600_000_000

  private(set) var checkpoints: [EventBlock.Checkpoint] = []
  /// Units: microseconds since the epoch.
  private(set) var arrival: Int64 = 0
  private var byHour: [Int64: StoredArrival] = [:]

  var arrivals: [StoredArrival] { byHour.keys.sorted().compactMap { byHour[$0] } }

  var isEmpty: Bool { checkpoints.isEmpty && byHour.isEmpty }

  init(_ entries: [IngestQueue.Entry]) {
    checkpoints = entries.compactMap { $0.block.checkpoint }
    arrival = entries.map(\.arrival).max() ?? 0
  }

  mutating func count(_ time: Int64) {
    let hour = time / Self.hour
    guard let known = byHour[hour] else {
      byHour[hour] = StoredArrival(times: time...time, count: 1)
      return
    }
    byHour[hour] = StoredArrival(
      times: min(known.times.lowerBound, time)...max(known.times.upperBound, time),
      count: known.count + 1)
  }
}
