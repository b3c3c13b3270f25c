import Content
import EventModel
import Testing

@testable import Detections

/// What the scheduler keeps, and what survives its end at the worst moment.
struct DetectionSchedulerTests {
  private static let id = "11111111-0000-0000-0000-00000000000a"

  private func detection(
    search: String = "index=audit | stats count by user", throttling: String = "",
    type: String = "Anomaly"
  ) throws -> Detection {
    try ScheduledSamples.detection(
      "Sample", id: Self.id, search: search, type: type, throttling: throttling)
  }

  private func scheduler(
    _ state: StateDatabase, _ log: EventLogDouble
  ) -> DetectionScheduler {
    DetectionScheduler(
      state: state, source: log, sink: log, arrivals: log,
      settings: .init(zone: .utc, host: "h"))
  }

  private func insert(_ events: [(Double, String)], into log: EventLogDouble) {
    log.insert(ScheduledSamples.block(events.map { ($0.0, #"{"user":"\#($0.1)"}"#) }))
  }

  private func riskIDs(_ log: EventLogDouble) throws -> [String] {
    try StoredEvents.texts("index=risk | fields event_id", "event_id", in: log)
  }

  @Test func aFindingIsRecordedWithRiskCoverageAndHistory() async throws {
    let (state, log) = (try StateDatabase(), EventLogDouble())
    insert([(1000, "alice"), (1200, "alice")], into: log)
    let scheduler = scheduler(state, log)
    try await scheduler.load(ScheduledSamples.content([try detection()]), now: 100)
    try await scheduler.tick(now: 3600)
    let finding = try #require(try state.findings().first)
    #expect(finding.number == 1)
    #expect(finding.kind == .intermediate)
    #expect(finding.title == "Sample by alice")
    #expect(finding.time == 3000)
    #expect(finding.riskScore == 40)
    #expect(finding.drilldowns.first?.name == "Rows for alice")
    #expect(
      finding.drilldowns.first?.search
        == #"index=audit | stats count by user | search user="alice""#)
    #expect(finding.drilldowns.first?.earliest == -600)
    #expect(finding.drilldowns.first?.latest == 3000)
    #expect(try state.history(of: finding.key).map(\.change) == ["created"])
    let entry = try #require(try state.coverage(of: Self.id).entries[3600])
    #expect(entry.outcome == .evaluated)
    #expect((entry.rows, entry.newFindings, entry.evaluations) == (1, 1, 1))
    #expect(try riskIDs(log).count == 1)
    #expect(try state.gaps(now: 7199, zone: .utc) == [])
  }

  @Test func lateEventsAddWhatIsNewAndUpdateWhatIsKnown() async throws {
    let (state, log) = (try StateDatabase(), EventLogDouble())
    insert([(1000, "alice")], into: log)
    let scheduler = scheduler(state, log)
    try await scheduler.load(ScheduledSamples.content([try detection()]), now: 100)
    try await scheduler.tick(now: 3600)
    insert([(1100, "alice"), (1200, "bob")], into: log)
    try await scheduler.tick(now: 3700)
    #expect(
      try state.gaps(now: 3700, zone: .utc).map(\.reason) == [.lateEvents(2)])
    try await scheduler.tick(now: 3800)
    #expect(try state.gaps(now: 3800, zone: .utc) == [])
    let found = try state.findings().sorted { $0.number < $1.number }
    #expect(found.map(\.title) == ["Sample by alice", "Sample by bob"])
    #expect(found[0].body.contains(#""count":"2""#))
    #expect(try state.history(of: found[0].key).count == 2)
    #expect(try riskIDs(log).count == 2)
  }

  /// The program died while it handed the events to the store, which kept them, or did not.
  @Test(arguments: [true, false])
  func riskEventsAreWrittenOnce(storeKeptThem: Bool) async throws {
    let (state, log) = (try StateDatabase(), EventLogDouble())
    insert([(1000, "alice"), (1100, "bob")], into: log)
    let content = ScheduledSamples.content([try detection()])
    log.setBusy(true)
    let first = scheduler(state, log)
    try await first.load(content, now: 100)
    try await first.tick(now: 3600)
    let waiting = try state.outgoing(limit: 10)
    #expect(waiting.count == 2)
    #expect(try riskIDs(log).isEmpty)
    try state.send(waiting)
    if storeKeptThem { log.insert(StashEvent.block(of: waiting.map(\.event), host: "h")) }
    log.setBusy(false)
    let second = scheduler(state, log)
    try await second.load(content, now: 3700)
    try await second.tick(now: 3700)
    #expect(try riskIDs(log).sorted() == waiting.map(\.event.id).sorted())
    #expect(try state.outgoingCount() == 0)
  }

  @Test func aScanThatFailsIsRunAgain() async throws {
    let (state, log) = (try StateDatabase(), EventLogDouble())
    insert([(1000, "alice")], into: log)
    let scheduler = scheduler(state, log)
    try await scheduler.load(ScheduledSamples.content([try detection()]), now: 100)
    log.failScans(1)
    try await scheduler.tick(now: 3600)
    #expect(try state.findings().isEmpty)
    #expect(try state.gaps(now: 3600, zone: .utc).map(\.reason) == [.waiting])
    try await scheduler.tick(now: 3631)
    #expect(try state.findings().count == 1)
  }

  @Test func aSearchThatCannotRunIsAGapUntilItIsRepaired() async throws {
    let (state, log) = (try StateDatabase(), EventLogDouble())
    insert([(1000, "alice")], into: log)
    let scheduler = scheduler(state, log)
    let broken = try detection(search: "index=audit | stats nonsense(x)")
    try await scheduler.load(ScheduledSamples.content([broken]), now: 100)
    try await scheduler.tick(now: 3600)
    guard case .failed(let reason) = try state.gaps(now: 3600, zone: .utc).first?.reason else {
      Issue.record("no failure was recorded")
      return
    }
    #expect(reason.contains("nonsense"))
    try await scheduler.load(ScheduledSamples.content([try detection()]), now: 3700)
    try await scheduler.tick(now: 3701)
    #expect(try state.gaps(now: 3701, zone: .utc) == [])
    #expect(try state.findings().count == 1)
  }

  /// Source: `alert.suppress` of savedsearches.conf.
  @Test func throttlingKeepsAlikeResultsAwayForItsPeriod() async throws {
    let (state, log) = (try StateDatabase(), EventLogDouble())
    let throttled = try detection(throttling: "throttling: {fields: [user], period: 2h}")
    for hour in 0..<5 {
      insert(
        [(Double(hour) * 3600 + 1000, "alice"), (Double(hour) * 3600 + 1001, "bob\(hour)")],
        into: log)
    }
    let scheduler = scheduler(state, log)
    try await scheduler.load(ScheduledSamples.content([throttled]), now: 100)
    for hour in 1...5 { try await scheduler.tick(now: Double(hour) * 3600) }
    let alice = try state.findings().filter { $0.title == "Sample by alice" }
    #expect(alice.map(\.nominal).sorted() == [3600, 10_800, 18_000])
    #expect(try state.findings().count == 8)
    #expect(try state.coverage(of: Self.id).entries[7200]?.throttled == 1)
    #expect(try riskIDs(log).count == 8)
  }

  @Test func suppressionKeepsFindingsFromPeopleUntilItEnds() async throws {
    let (state, log) = (try StateDatabase(), EventLogDouble())
    try state.suppress(
      SuppressionRule(
        name: "rollout", detection: "sam*", conditions: [.init(field: "user", pattern: "DEPLOY*")],
        starts: 0, expires: 5000, comment: "", actor: "me"))
    insert([(1000, "deploy-bot"), (1001, "alice"), (4000, "deploy-bot")], into: log)
    let destination = OutputDestination(
      name: "hook", kind: .webhook(url: "u", secret: nil, headers: []))
    let scheduler = scheduler(state, log)
    try await scheduler.load(
      ScheduledSamples.content([try detection()]), destinations: [destination], now: 100)
    try await scheduler.tick(now: 3600)
    #expect(try state.findings().map(\.title) == ["Sample by alice"])
    #expect(try state.deliveries(to: "hook", limit: 10).count == 1)
    try await scheduler.tick(now: 7200)
    #expect(try state.findings().count == 2)
    var all = FindingFilter()
    all.includesSuppressed = true
    #expect(try state.findings(all).count == 3)
    #expect(try riskIDs(log).count == 3)
  }

  @Test func detectionsThatAreDueTogetherShareOneScan() async throws {
    let (state, log) = (try StateDatabase(), EventLogDouble())
    let many = try (0..<20).map { number in
      try ScheduledSamples.detection(
        "Sample \(number)", id: "11111111-0000-0000-0000-\(100_000_000_000 + number)",
        search: "index=audit user=u\(number) | stats count by user")
    }
    let scheduler = scheduler(state, log)
    try await scheduler.load(ScheduledSamples.content(many), now: 100)
    try await scheduler.tick(now: 3600)
    #expect(log.scans == 1)
    #expect(log.searches == 20)
  }

  @Test func peopleChangeFindings() async throws {
    let (state, log) = (try StateDatabase(), EventLogDouble())
    insert([(1000, "alice")], into: log)
    let scheduler = scheduler(state, log)
    try await scheduler.load(ScheduledSamples.content([try detection(type: "TTP")]), now: 100)
    try await scheduler.tick(now: 3600)
    let found = try #require(try state.finding("1"))
    var edit = FindingEdit()
    edit.status = .inProgress
    edit.owner = "me"
    edit.comment = "looking"
    let changed = try state.edit(found.key, edit, actor: "me", now: 4000)
    #expect(changed?.status == .inProgress)
    #expect(changed?.owner == "me")
    #expect(try state.finding(String(found.key.prefix(8)))?.owner == "me")
    let last = try #require(try state.history(of: found.key).last)
    #expect(last.change == "status new → in-progress, owner unassigned → me")
    #expect(last.comment == "looking")
    var filter = FindingFilter()
    filter.statuses = [.new]
    #expect(try state.findings(filter).isEmpty)
  }
}

/// What is forgotten, and what is not.
struct CoveragePruningTests {
  @Test func pruningKeepsWhatWasNotEvaluated() async throws {
    let (state, log) = (try StateDatabase(), EventLogDouble())
    let detection = try ScheduledSamples.detection(
      "Sample", id: "11111111-0000-0000-0000-00000000000a",
      search: "index=audit | stats count by user")
    let scheduler = DetectionScheduler(
      state: state, source: log, sink: log, arrivals: nil,
      settings: .init(zone: .utc, host: "h"))
    try await scheduler.load(ScheduledSamples.content([detection]), now: 100)
    for hour in 1...6 { try await scheduler.tick(now: Double(hour) * 3600) }
    let interval = SearchInterval(
      detection: detection.id, nominal: 10_800, earliest: 6600, latest: 10_200)
    try state.giveUp(interval, contentHash: "", reason: "disk", attempts: 1, now: 20_000)
    try state.prune(before: 18_000)
    #expect(try state.coverage(of: detection.id).entries.keys.min() == 10_800)
    #expect(try state.gaps(now: 21_700, zone: .utc).map(\.nominal) == [10_800])
  }

  @Test func upkeepKeepsWhatThrottlingNeeds() async throws {
    let (state, log) = (try StateDatabase(), EventLogDouble())
    let detection = try ScheduledSamples.detection(
      "Sample", id: "11111111-0000-0000-0000-00000000000a",
      search: "index=audit | stats count by user",
      throttling: "throttling: {fields: [user], period: 2h}")
    let scheduler = DetectionScheduler(
      state: state, source: log, sink: log, arrivals: nil,
      settings: .init(zone: .utc, host: "h"))
    try await scheduler.load(ScheduledSamples.content([detection]), now: 100)
    for hour in 1...6 { try await scheduler.tick(now: Double(hour) * 3600) }
    try await scheduler.forget(olderThan: 600, now: 21_600)
    // Two hours before the sixth.
    #expect(try state.coverage(of: detection.id).entries.keys.min() == 14_400)
    #expect(try state.gaps(now: 21_700, zone: .utc).isEmpty)
    #expect(await scheduler.costs[detection.id]?.runs == 6)
  }
}
