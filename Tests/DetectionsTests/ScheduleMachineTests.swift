import EventModel
import Testing

@testable import Detections

/// Source: SPLUNK_SURFACES §5.1 and §5.2.
struct ScheduleMachineTests {
  static let hour = 3600

  static func search(
    _ id: String, _ cron: String = "0 * * * *", hash: String = "v1",
    mode: ScheduleMode = .continuous, window: ScheduleWindow = .none,
    priority: SchedulePriority = .standard, skew: ScheduleSkew = .none
  ) throws -> ScheduledSearch {
    ScheduledSearch(
      id: id, name: id, contentHash: hash, cron: try CronSchedule(cron),
      earliest: try TimeModifier("-70m@m"), latest: try TimeModifier("-10m@m"), mode: mode,
      window: window, priority: priority, skew: skew)
  }

  private func machine(batchSize: Int = 256) -> ScheduleMachine {
    var settings = ScheduleMachine.Settings(zone: .utc)
    settings.batchSize = batchSize
    return ScheduleMachine(settings: settings)
  }

  private func batches(_ actions: [ScheduleAction]) -> [RunBatch] {
    actions.compactMap { if case .run(let batch) = $0 { batch } else { nil } }
  }

  private func reopened(_ actions: [ScheduleAction]) -> [[Int]] {
    actions.compactMap {
      if case .reopen(let intervals, _) = $0 { intervals.map(\.nominal) } else { nil }
    }
  }

  /// Ends every batch as evaluated until nothing starts any more; gives the scheduled times in order.
  private func drain(
    _ machine: inout ScheduleMachine, _ actions: [ScheduleAction], now: Double
  ) -> [(String, Int)] {
    var ran: [(String, Int)] = []
    var open = batches(actions)
    while let batch = open.first {
      open.removeFirst()
      ran += batch.runs.map { ($0.search.id, $0.interval.nominal) }
      let results = batch.runs.map { ($0.interval, RunResult.evaluated) }
      open += batches(
        machine.handle(
          .finished(
            batch: batch.number, results: Dictionary(uniqueKeysWithValues: results), now: now)))
    }
    return ran
  }

  @Test func dueDetectionsShareOneBatchAndKeepTheirNominalRange() throws {
    var machine = machine()
    let searches = try ["a", "b", "c"].map { try Self.search($0) }
    let activated = machine.handle(.content(searches, resumes: [], now: 100))
    #expect(activated == searches.map { .activate($0, since: 100, now: 100) })
    #expect(machine.handle(.tick(now: 3599)) == [])
    let started = batches(machine.handle(.tick(now: 3725)))
    #expect(started.count == 1)
    #expect(started[0].runs.map(\.search.id) == ["a", "b", "c"])
    #expect(started[0].runs[0].interval.earliest == -600)
    #expect(started[0].runs[0].interval.latest == 3000)
  }

  @Test func continuousCatchesUpOldestFirstAndSkipsNothing() throws {
    var machine = machine()
    let resume = ScheduleResume(detection: "a", contentHash: "v1", since: 0, through: 3600)
    let now = 100.0 * 3600 + 60
    let actions = machine.handle(.content([try Self.search("a")], resumes: [resume], now: now))
    let ran = drain(&machine, actions, now: now)
    #expect(ran.map { $0.1 } == (2...100).map { $0 * Self.hour })
  }

  @Test func realTimeSkipsAndSaysSo() throws {
    var machine = machine()
    let resume = ScheduleResume(detection: "a", contentHash: "v1", since: 0, through: 3600)
    let now = 5.0 * 3600 + 60
    let actions = machine.handle(
      .content([try Self.search("a", mode: .realTime)], resumes: [resume], now: now))
    let skipped = actions.flatMap { action in
      if case .skip(let intervals) = action { intervals.map(\.nominal) } else { [Int]() }
    }
    #expect(skipped == [2, 3, 4].map { $0 * Self.hour })
    #expect(drain(&machine, actions, now: now).map { $0.1 } == [5 * Self.hour])
  }

  @Test func priorityThenWindowDecideTheOrder() throws {
    var machine = machine(batchSize: 1)
    let searches = [
      try Self.search("default"), try Self.search("window", window: .minutes(30)),
      try Self.search("real-time", mode: .realTime),
      try Self.search("highest", priority: .highest),
      try Self.search("higher", priority: .higher),
      try Self.search("real-time-highest", mode: .realTime, priority: .highest),
      try Self.search("real-time-higher", mode: .realTime, priority: .higher),
    ]
    _ = machine.handle(.content(searches, resumes: [], now: 1))
    let ran = drain(&machine, machine.handle(.tick(now: 3600)), now: 3600)
    #expect(
      ran.map { $0.0 } == [
        "real-time-highest", "highest", "real-time-higher", "real-time", "higher", "default",
        "window",
      ])
  }

  @Test func skewDelaysTheStartAndNotTheRange() throws {
    let search = try Self.search("a", skew: .percent(50))
    let delay = search.delay(period: Self.hour)
    #expect(delay == search.delay(period: Self.hour))
    #expect((0...1800).contains(delay))
    let spread = try Set(
      (0..<50).map { try Self.search("\($0)", skew: .percent(50)).delay(period: 3600) })
    #expect(spread.count > 25)
    var machine = machine()
    _ = machine.handle(.content([search], resumes: [], now: 1))
    if delay > 0 { #expect(batches(machine.handle(.tick(now: 3600 + Double(delay) - 1))) == []) }
    let started = batches(machine.handle(.tick(now: 3600 + Double(delay))))
    #expect(started.first?.runs.first?.interval.latest == 3000)
  }

  @Test func concurrencyIsBounded() throws {
    var machine = machine(batchSize: 2)
    _ = machine.handle(
      .content(try (1...5).map { try Self.search("\($0)") }, resumes: [], now: 1))
    #expect(batches(machine.handle(.tick(now: 3600))).map(\.runs.count) == [2])
    #expect(batches(machine.handle(.tick(now: 3601))) == [])
  }

  @Test func failuresAreRetriedInOrderAndGivenUpAloud() throws {
    var machine = machine()
    _ = machine.handle(.content([try Self.search("a")], resumes: [], now: 1))
    var now = 3600.0
    var actions = machine.handle(.tick(now: now))
    for attempt in 1...4 {
      let batch = try #require(batches(actions).first)
      #expect(batch.runs[0].attempt == attempt)
      #expect(batch.runs[0].interval.nominal == 3600)
      actions = machine.handle(
        .finished(
          batch: batch.number, results: [batch.runs[0].interval: .failed("disk")], now: now))
      if attempt == 4 { break }
      // A later run must not overtake it.
      #expect(batches(actions) == [])
      now += 30 * Double(1 << (attempt - 1))
      actions = machine.handle(.tick(now: now))
    }
    guard case .giveUp(let interval, _, let reason, let attempts) = try #require(actions.first)
    else {
      Issue.record("\(actions)")
      return
    }
    #expect((interval.nominal, reason, attempts) == (3600, "disk", 4))
    #expect(batches(machine.handle(.tick(now: 7200))).first?.runs[0].interval.nominal == 7200)
  }

  @Test func refusedSearchesRunAgainWithOtherContent() throws {
    var machine = machine()
    _ = machine.handle(.content([try Self.search("a")], resumes: [], now: 1))
    let batch = try #require(batches(machine.handle(.tick(now: 3600))).first)
    _ = machine.handle(
      .finished(
        batch: batch.number, results: [batch.runs[0].interval: .refused("macro")], now: 3600))
    let changed = try Self.search("a", hash: "v2")
    let actions = machine.handle(.content([changed], resumes: [], now: 3700))
    #expect(reopened(actions) == [[3600]])
    #expect(actions.contains(.update(changed)))
    let again = try #require(batches(actions).first)
    #expect(again.runs[0].cause == .reopened)
    #expect(again.runs[0].interval.nominal == 3600)
  }

  @Test func lateEventsReopenTheirIntervalsOnly() throws {
    var machine = machine()
    let resume = ScheduleResume(detection: "a", contentHash: "v1", since: 0, through: 36_000)
    _ = machine.handle(.content([try Self.search("a")], resumes: [resume], now: 36_100))
    // [10:00-70m, 10:00-10m) ends at 35400; events behind it are in no evaluated interval.
    #expect(machine.handle(.arrived(35_400...36_000, count: 5, now: 36_100)) == [])
    let actions = machine.handle(.arrived(24_000...31_000, count: 2, now: 36_100))
    #expect(reopened(actions) == [[25_200, 28_800, 32_400]])
    // Asked twice, run once; and not before the rest of a burst had time to come.
    _ = machine.handle(.arrived(30_000...30_000, count: 1, now: 36_110))
    #expect(batches(machine.handle(.tick(now: 36_150))) == [])
    let ran = drain(&machine, machine.handle(.tick(now: 36_171)), now: 36_171)
    #expect(ran.map { $0.1 } == [25_200, 28_800, 32_400])
  }

  @Test func lateEventsDuringTheRunAskForAnother() throws {
    var machine = machine()
    _ = machine.handle(.content([try Self.search("a")], resumes: [], now: 1))
    let batch = try #require(batches(machine.handle(.tick(now: 3600))).first)
    #expect(reopened(machine.handle(.arrived(100...200, count: 1, now: 3601))) == [[3600]])
    _ = machine.handle(
      .finished(
        batch: batch.number, results: [batch.runs[0].interval: .evaluated], now: 3602))
    let again = try #require(batches(machine.handle(.tick(now: 3700))).first)
    #expect(again.runs[0].cause == .reopened)
  }

  @Test func removedAndAddedDetections() throws {
    var machine = machine()
    let (a, b) = (try Self.search("a"), try Self.search("b"))
    _ = machine.handle(.content([a], resumes: [], now: 1))
    let actions = machine.handle(.content([b], resumes: [], now: 1800))
    #expect(actions == [.retire(detection: "a", now: 1800), .activate(b, since: 1800, now: 1800)])
    #expect(drain(&machine, machine.handle(.tick(now: 3600)), now: 3600).map { $0.0 } == ["b"])
  }
}
