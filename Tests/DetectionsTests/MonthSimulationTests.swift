import Content
import EventModel
import Testing

@testable import Detections

/// A month of a daemon's life in seconds: clocks that change, outages, events up to six hours late.
///
/// Source: what must come out is counted from the events themselves, by their own time, without
/// anything of the scheduler.
struct MonthSimulationTests {
  private struct Event {
    let time: Double
    let arrival: Double
    let user: String
    let verb: String
  }

  private struct Month {
    let zone: TimeZoneRules
    let start: Double
    let end: Double
    let outages: [ClosedRange<Double>]
    var events: [Event] = []

    init(from start: String, to end: String, seed: UInt64) throws {
      zone = try TimeZoneRules.named("Europe/Berlin")
      self.start = try TimeModifier(start).resolve(now: 0, zone: zone)
      self.end = try TimeModifier(end).resolve(now: 0, zone: zone)
      let day = 86_400.0
      outages = [
        (self.start + 6.3 * day)...(self.start + 6.7 * day),
        // The second one spans the clock change.
        (self.end - 4.4 * day)...(self.end - 2.1 * day),
      ]
      var random = SplitMix(state: seed)
      var time = self.start
      while true {
        time += Double(Int.random(in: 60...5400, using: &random))
        guard time < self.end else { break }
        let isLate = Int.random(in: 0..<5, using: &random) == 0
        let delay =
          isLate
          ? Int.random(in: 600...21_600, using: &random) : Int.random(in: 0...20, using: &random)
        events.append(
          Event(
            time: time, arrival: time + Double(delay),
            user: ["alice", "bob", "carol"].randomElement(using: &random) ?? "",
            verb: ["create", "delete"].randomElement(using: &random) ?? ""))
      }
    }
  }

  private static func detections() throws -> [Detection] {
    [
      try ScheduledSamples.detection(
        "Hourly", id: "11111111-0000-0000-0000-000000000001",
        search: "index=audit verb=create | stats count by user"),
      try ScheduledSamples.detection(
        "Often", id: "11111111-0000-0000-0000-000000000002",
        search: "index=audit verb=delete | table _time user verb", cron: "40 * * * *",
        earliest: "-70m@m", latest: "-10m@m"),
      try ScheduledSamples.detection(
        "Daily", id: "11111111-0000-0000-0000-000000000003",
        search: "index=audit | stats count by verb user", cron: "30 2 * * *",
        earliest: "-1d@d", latest: "@d"),
    ]
  }

  @Test(arguments: [
    ("2026-03-05T12:30:00", "2026-03-31T12:30:00"), ("2026-10-01T12:30:00", "2026-10-27T12:30:00"),
  ])
  func everyIntervalIsCoveredAndEveryFindingIsThereOnce(start: String, end: String) async throws {
    let month = try Month(from: start, to: end, seed: 7)
    let log = EventLogDouble()
    let state = try StateDatabase()
    let content = ScheduledSamples.content(try Self.detections(), zone: month.zone)
    var coming = month.events.sorted { $0.arrival < $1.arrival }[...]
    var scheduler: DetectionScheduler?
    var now = month.start
    let stop = month.end + 2.5 * 86_400
    while now < stop {
      var arrived: [(time: Double, text: String)] = []
      while let event = coming.first, event.arrival <= now {
        coming.removeFirst()
        arrived.append((event.time, #"{"user":"\#(event.user)","verb":"\#(event.verb)"}"#))
      }
      if !arrived.isEmpty { log.insert(ScheduledSamples.block(arrived)) }
      if month.outages.contains(where: { $0.contains(now) }) {
        scheduler = nil
      } else {
        if scheduler == nil {
          let started = DetectionScheduler(
            state: state, source: log, sink: log, arrivals: log,
            settings: .init(zone: month.zone, host: "h"))
          try await started.load(content, now: now)
          scheduler = started
        }
        try await scheduler?.tick(now: now)
      }
      now += 600
    }
    #expect(try state.gaps(now: now - 1200, zone: month.zone) == [])
    try checkHourly(month, state)
    try checkOften(month, state)
    try checkDaily(month, state)
    try checkRisk(log, state)
  }

  private func results(_ state: StateDatabase, _ name: String) throws -> [(nominal: Int, JSONValue)]
  {
    var filter = FindingFilter()
    filter.detections = [name]
    return try state.findings(filter).compactMap { finding in
      try JSONValue.parse(finding.body)["result"].map { (finding.nominal, $0) }
    }
  }

  private func text(_ value: JSONValue?) -> String {
    guard case .string(let text) = value else { return "" }
    return text
  }

  /// Ranges of an hour that end ten minutes before the full hour; Berlin is whole hours from UTC.
  private func checkHourly(_ month: Month, _ state: StateDatabase) throws {
    var expected: [String: Int] = [:]
    for event in month.events where event.verb == "create" {
      let nominal = (Int(event.time) + 600) / 3600 * 3600 + 3600
      expected["\(nominal) \(event.user)", default: 0] += 1
    }
    let found = try results(state, "Hourly").map {
      ("\($0.nominal) \(text($0.1["user"]))", Int(text($0.1["count"])) ?? 0)
    }
    #expect(found.count == expected.count)
    #expect(Dictionary(found) { _, _ in -1 } == expected)
  }

  private func checkOften(_ month: Month, _ state: StateDatabase) throws {
    let expected = month.events.filter { $0.verb == "delete" }
      .map { "\(Int($0.time)) \($0.user)" }.sorted()
    let found = try results(state, "Often").map {
      "\(text($0.1["_time"])) \(text($0.1["user"]))"
    }.sorted()
    #expect(found == expected)
  }

  private func checkDaily(_ month: Month, _ state: StateDatabase) throws {
    var expected: [String: Int] = [:]
    for event in month.events {
      let day = try #require(CivilTime(epoch: event.time, zone: month.zone)).days
      expected["\(day) \(event.verb) \(event.user)", default: 0] += 1
    }
    let found = try results(state, "Daily").map { nominal, row in
      let day = try #require(CivilTime(epoch: Double(nominal), zone: month.zone)).days - 1
      return ("\(day) \(text(row["verb"])) \(text(row["user"]))", Int(text(row["count"])) ?? 0)
    }
    #expect(found.count == expected.count)
    #expect(Dictionary(found) { _, _ in -1 } == expected)
  }

  /// Each finding has one risk object, so one risk event.
  private func checkRisk(_ log: EventLogDouble, _ state: StateDatabase) throws {
    let ids = try StoredEvents.texts("index=risk | fields event_id", "event_id", in: log)
    #expect(try ids.count == state.findings().count)
    #expect(Set(ids).count == ids.count)
    #expect(try state.outgoingCount() == 0)
  }
}

/// The same numbers in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
