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
}
