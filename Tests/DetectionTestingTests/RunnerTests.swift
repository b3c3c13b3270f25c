import Content
import DetectionTesting
import Diagnostics
import Testing

/// Expected outcomes: `Content/README.md`, Tests, and contentctl's rules for unit tests.
@Suite struct RunnerTests {
  private func indented(_ text: String) -> String { "      " + text + "\n" }

  @Test func anEventInTheFileIsFound() throws {
    let tests =
      "- name: One\n  expected_rows: 1\n  events: |\n" + indented(Samples.event())
    let library = Samples.library(Samples.detection(tests: tests))
    #expect(library.diagnostics.map { $0.rendered() } == [])
    let outcomes = try Samples.outcomes(library)
    #expect(outcomes.map { $0.kind } == [.unit, .integration])
    #expect(outcomes.map { $0.verdict } == [.passed, .passed], "\(outcomes)")
    #expect(outcomes.map { $0.rows } == [1, 1])
    #expect(outcomes.first?.line == 18)
  }

  @Test func nothingIsNeverAPass() throws {
    let tests =
      "- name: One\n  events: |\n" + indented(Samples.event(resource: "secrets"))
    let outcomes = try Samples.outcomes(Samples.library(Samples.detection(tests: tests)))
    #expect(outcomes.map { $0.verdict } == [.failed, .failed])
    #expect(outcomes[0].message == "found nothing; `needletail explain` over the events tells why")
    #expect(outcomes[1].message == "found nothing, even over all time")
    // Why, as `explain` would tell: which term, what the event has, what would do.
    #expect(
      outcomes[0].detail?.split(separator: "\n").dropFirst() == [
        #"No rows: objectRef.resource="pods" lets the last event fall."#,
        "In the closest event objectRef.resource is secrets.",
        #"To fire: set objectRef.resource="pods"."#,
      ])
  }

  @Test func nearMissesAreTestsOfTheirOwn() throws {
    let tests = """
      - name: One
        events:
        - \(Samples.event())
        near_misses:
        - name: another verb
          fails: verb
          events: ['\(Samples.event(verb: "get"))']
        - name: not one
          events: ['\(Samples.event())']
      """
    let library = Samples.library(Samples.detection(tests: tests))
    #expect(library.diagnostics.map { $0.rendered() } == [])
    #expect(library.detections.first?.tests.map { $0.failingTerm } == [nil, "verb", nil])
    let outcomes = try Samples.outcomes(library, kinds: [.unit])
    #expect(outcomes.map { $0.test } == ["One", "One: another verb", "One: not one"])
    #expect(outcomes.map { $0.verdict } == [.passed, .passed, .failed])
    #expect(
      outcomes[2].message
        == "found 1 row where nothing must be found; the first: user.username=alice")
  }

  @Test func rowsAreComparedByTheirWrittenFields() throws {
    let events = indented(Samples.event()) + indented(Samples.event(user: "bob"))
    func verdict(_ rows: String) throws -> TestOutcome? {
      let tests = "- name: One\n  expected_rows: \(rows)\n  events: |\n" + events
      return try Samples.outcomes(
        Samples.library(Samples.detection(tests: tests)), kinds: [.unit]
      ).first
    }
    #expect(try verdict("[{user.username: bob}, {user.username: alice}]")?.verdict == .passed)
    #expect(try verdict("[{user.username: bob, other: ~}, {}]")?.verdict == .passed)
    let wrong = try verdict("[{user.username: bob}, {user.username: carol}]")
    #expect(wrong?.verdict == .failed)
    #expect(
      wrong?.message
        == "no row is the expected row 2: `user.username` is `alice` where `carol` is expected")
    #expect(
      try verdict("[{user.username: bob}]")?.message
        == "found 2 rows where exactly 1 must be found")
    #expect(
      try verdict("3")?.message?.hasPrefix("found 2 rows where exactly 3 must be found") == true)
  }

  @Test func aRiskFieldWithoutValueFails() throws {
    let tests = "- name: One\n  events: |\n" + indented(Samples.event())
    let search = "verb=create | table verb"
    let outcomes = try Samples.outcomes(
      Samples.library(Samples.detection(search: search, tests: tests)))
    #expect(outcomes.map { $0.verdict } == [.failed, .failed])
    #expect(outcomes[0].message == "row 1 has no value in the risk field `user.username`")
    #expect(outcomes[1].message == "no risk event for the risk object `user.username`")
  }

  @Test func aSearchThatCannotRunIsAnError() throws {
    let tests = "- name: One\n  events: |\n" + indented(Samples.event())
    let outcomes = try Samples.outcomes(
      Samples.library(Samples.detection(search: "verb=create | eval x=nope(1)", tests: tests)))
    #expect(outcomes.map { $0.verdict } == [.error, .error])
    #expect(outcomes[0].message == "SPL3001: unknown function `nope`")
    #expect(outcomes[0].detail?.contains("content/detections/0.yml:10") == true)
  }

  @Test func missingDataIsNoPass() throws {
    let tests = """
      - name: One
        attack_data:
        - data: https://media.githubusercontent.com/media/splunk/attack_data/master/datasets/a/b.log
          source: kubernetes
          sourcetype: _json
      """
    let outcomes = try Samples.outcomes(
      Samples.library(Samples.detection(tests: tests)), mirrors: ["/nowhere"])
    #expect(outcomes.map { $0.verdict } == [.missingData, .missingData])
    #expect(outcomes[0].message?.contains("/nowhere/datasets/a/b.log") == true)
    #expect(outcomes[0].verdict.isFailure(allowingMissingData: false))
    #expect(!outcomes[0].verdict.isFailure(allowingMissingData: true))
  }

  @Test func huntingHasNoIntegrationTest() throws {
    let tests = "- name: One\n  events: |\n" + indented(Samples.event())
    let outcomes = try Samples.outcomes(
      Samples.library(Samples.detection(type: "Hunting", tests: tests)))
    #expect(outcomes.map { $0.verdict } == [.passed, .skipped])
  }

  @Test func groupsShareTheirEvents() {
    let tests = "- name: One\n  events: |\n" + indented(Samples.event())
    let library = Samples.library(
      Samples.detection(name: "A", tests: tests), Samples.detection(name: "B", tests: tests))
    let plan = TestPlan(library.detections, kinds: [.unit, .integration])
    #expect(plan.groups.count == 1)
    #expect(plan.groups.first?.cases.count == 4)
  }

  /// A count over an hour does not fire on events that are spread over two.
  @Test func anIntervalSeesOnlyItsEvents() throws {
    let events = ["10:00", "10:30", "11:55"].map {
      indented(Samples.event(time: "2026-01-05T\($0):00.000000Z"))
    }.joined()
    let tests = "- name: One\n  events: |\n" + events
    let search = "verb=create | stats count by user.username | where count >= 3"
    let outcomes = try Samples.outcomes(
      Samples.library(Samples.detection(search: search, tests: tests)))
    #expect(outcomes.map { $0.verdict } == [.passed, .failed])
    #expect(
      outcomes[1].message
        == "the search finds something over all time, but nothing in any of the 2 intervals of 60 "
        + "minutes that the schedule `0 * * * *` searches")
  }
}
