import Detections
import EventStore

/// The store as the scheduler asks it for late events.
struct StoreArrivals: ArrivalLog {
  let store: EventStore
  let clock: ServiceClock

  func arrivals(after position: Int64?) async throws -> (arrivals: [Arrival], position: Int64) {
    let found = try store.arrivals(after: position)
    // What the scheduler asks from, it has dealt with.
    if let position { try store.forgetArrivals(through: position, now: clock.now) }
    let arrivals = found.arrivals.map { stored in
      Arrival(
        times: Double(stored.times.lowerBound) / 1e6...Double(stored.times.upperBound) / 1e6,
        count: stored.count)
    }
    return (arrivals, found.position)
  }
}
