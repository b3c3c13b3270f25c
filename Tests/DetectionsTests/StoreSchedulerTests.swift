import Content
import EventModel
import EventStore
import Execution
import Foundation
import SearchEngine
import Testing

@testable import Detections

/// The scheduler over the real store, in a folder that goes away with the test.
struct StoreSchedulerTests {
  private func withStore(
    _ body: (EventStore, StateDatabase) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/needletail-store-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try EventStore(folder: folder) { 1_795_600_000 }
    let state = try StateDatabase(folder: folder)
    try await body(store, state)
    await store.close()
  }

  private func event(_ time: Double, _ user: String) -> (Double, String) {
    (time, #"{"user":"\#(user)","verb":"create"}"#)
  }

  @Test func findingsRiskAndLateEventsOverTheStore() async throws {
    try await withStore { store, state in
      let start = 1_795_500_000.0 - 1_795_500_000.0.truncatingRemainder(dividingBy: 3600)
      let detection = try ScheduledSamples.detection(
        "Sample", id: "11111111-0000-0000-0000-00000000000a",
        search: "index=audit verb=create | stats count by user")
      let scheduler = DetectionScheduler(
        state: state, source: store.source(), sink: store, arrivals: Arrivals(store: store),
        settings: .init(zone: .utc, host: "h"))
      try await scheduler.load(ScheduledSamples.content([detection]), now: start + 100)
      _ = try await store.append(
        ScheduledSamples.block([event(start + 600, "alice"), event(start + 700, "alice")]))
      try await scheduler.tick(now: start + 3600)
      #expect(try state.findings().map(\.title) == ["Sample by alice"])
      let risk = try StoredEvents.table(
        "index=risk | table risk_object calculated_risk_score annotations.mitre_attack source",
        in: store.source())
      #expect(risk.rows == [[["alice"], ["40"], ["T1053.007"], ["Sample"]]])

      _ = try await store.append(ScheduledSamples.block([event(start + 800, "bob")]))
      try await scheduler.tick(now: start + 3700)
      try await scheduler.tick(now: start + 3800)
      #expect(try state.findings().count == 2)
      #expect(try state.gaps(now: start + 3800, zone: .utc) == [])
      let ids = try StoredEvents.texts(
        "index=risk | fields event_id", "event_id", in: store.source())
      #expect(Set(ids).count == 2)
      #expect(ids.count == 2)
    }
  }
}

/// The store's arrivals as the scheduler asks for them.
private struct Arrivals: ArrivalLog {
  let store: EventStore

  func arrivals(after position: Int64?) async throws -> (arrivals: [Arrival], position: Int64) {
    let found = try store.arrivals(after: position)
    let arrivals = found.arrivals.map { stored in
      Arrival(
        times: Double(stored.times.lowerBound) / 1e6...Double(stored.times.upperBound) / 1e6,
        count: stored.count)
    }
    return (arrivals, found.position)
  }
}
