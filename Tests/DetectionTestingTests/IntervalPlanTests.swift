import Content
import EventModel
import Testing

@testable import DetectionTesting

/// Expected values: SPLUNK's scheduler facts: run k at hour H searches [H-70m, H-10m).
@Suite struct IntervalPlanTests {
  /// Hour `hour` and minute `minute` of the first day of 1970.
  private func at(_ hour: Int, _ minute: Int, _ second: Double = 0) -> Double {
    Double(hour * 3600 + minute * 60) + second
  }

  private func plan(_ times: [Double]) throws -> IntervalPlan? {
    let schedule = try DeploymentRuns(.builtIn(for: .ttp), zone: .utc)
    guard let first = times.min(), let last = times.max() else { return nil }
    return IntervalPlan(
      events: first...last, minutes: Set(times.map { Int($0 / 60) }), schedule: schedule)
  }

  @Test func eventsOfOneIntervalStay() throws {
    let plan = try #require(try plan([at(8, 50), at(9, 49, 59)]))
    #expect(plan.shift == 0)
    #expect(
      plan.runs == [NominalRun(time: at(10, 0), earliest: at(8, 50), latest: at(9, 50))])
  }

  @Test func eventsAcrossABoundaryMoveToTheStartOfTheInterval() throws {
    let plan = try #require(try plan([at(9, 40, 0.5), at(10, 10)]))
    #expect(plan.shift == at(8, 50) - at(9, 40))
    #expect(plan.runs.map { $0.time } == [at(10, 0)])
  }

  @Test func longDataIsSearchedIntervalByIntervalWithoutEmptyOnes() throws {
    let plan = try #require(try plan([at(8, 50), at(12, 0)]))
    #expect(plan.shift == 0)
    #expect(plan.runs.map { $0.time } == [at(10, 0), at(13, 0)])
  }

  @Test func cronFields() throws {
    func next(_ text: String, _ time: Double) -> Double? {
      CronFields(text)?.next(after: time, zone: .utc)
    }
    #expect(next("0 * * * *", at(9, 0)) == at(10, 0))
    #expect(next("*/15 * * * *", at(9, 1)) == at(9, 15))
    #expect(next("10 0 * * *", at(9, 0)) == at(24, 10))
    #expect(next("5,10-12 3 * * *", at(3, 5)) == at(3, 10))
    // 1970-01-01 was a Thursday.
    #expect(next("0 0 * * 0", at(0, 0)) == at(72, 0))
    #expect(next("0 0 1 1 *", at(0, 0)) == Double(365 * 86_400))
    #expect(next("0 0 30 2 *", at(0, 0)) == nil)
    #expect(CronFields("0 * * *") == nil)
    #expect(CronFields("60 * * * *") == nil)
    #expect(CronFields("a * * * *") == nil)
  }
}
