import Testing

@testable import EventModel

@Suite struct TimeCivilTests {
  // source: POSIX, Seconds Since the Epoch; 2000-02-29 exists, 1900-02-29 does not.
  @Test(arguments: [
    (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017),
    (1900, 3, 1, -25_508), (2026, 11, 24, 20_781),
  ])
  func `date to days and back`(year: Int, month: Int, day: Int, days: Int) {
    #expect(CivilTime.days(year: year, month: month, day: day) == days)
    #expect(CivilTime.date(days: days) == (year, month, day))
  }

  // source: calendar; 1970-01-01 was a Thursday, 2022-10-09 a Sunday (facts §12, doc-reltime-06).
  @Test func `weekday counts from Sunday`() {
    #expect(CivilTime.weekday(days: 0) == 4)
    #expect(CivilTime.weekday(days: -1) == 3)
    #expect(CivilTime.weekday(days: -5) == 6)
    #expect(CivilTime(year: 2022, month: 10, day: 9).weekday == 0)
    #expect(CivilTime(year: 2024, month: 12, day: 31).yearday == 366)
  }

  // source: ISO 8601, week 1 holds the year's first Thursday.
  @Test func `iso weeks at the turn of the year`() {
    #expect(CivilTime(year: 2021, month: 1, day: 3).isoWeek == (2020, 53))
    #expect(CivilTime(year: 2021, month: 1, day: 4).isoWeek == (2021, 1))
    #expect(CivilTime(year: 2024, month: 12, day: 30).isoWeek == (2025, 1))
    // facts §14: the page prints 33 for this Sunday, ISO says 32.
    #expect(CivilTime(year: 2022, month: 8, day: 14).isoWeek == (2022, 32))
  }

  // derived: the calendar advances one day at a time and the inverse finds every day again.
  @Test func `every day from 1599 to 2401 follows the one before`() {
    var expected = (year: 1599, month: 1, day: 1)
    var days = CivilTime.days(year: 1599, month: 1, day: 1)
    while expected.year < 2401 {
      guard CivilTime.date(days: days) == expected,
        CivilTime.days(year: expected.year, month: expected.month, day: expected.day) == days
      else {
        Issue.record("wrong at \(expected)")
        return
      }
      days += 1
      expected.day += 1
      if expected.day > CivilTime.dayCount(year: expected.year, month: expected.month) {
        expected = (expected.year, expected.month + 1, 1)
      }
      if expected.month > 12 { expected = (expected.year + 1, 1, 1) }
    }
  }

  // derived: property, over a fixed linear congruential sequence of instants.
  @Test(arguments: ["UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "+05:45"])
  func `instant to wall clock and back`(name: String) throws {
    let zone = try TimeZoneRules.named(name)
    var seed: UInt64 = 42
    for _ in 0..<20_000 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let microseconds = Int(seed >> 12) % 4_000_000_000_000_000
      let epoch = Double(microseconds) / 1_000_000
      let civil = try #require(CivilTime(epoch: epoch, zone: zone))
      let back = civil.epoch(in: zone)
      // An hour that the clock shows twice comes back as its first pass.
      guard back == epoch || back == epoch - 3600 else {
        Issue.record("\(epoch) came back as \(back) in \(name)")
        return
      }
      if back != epoch { #expect(CivilTime(epoch: back, zone: zone) == civil) }
    }
  }

  @Test func `instants beyond the calendar have no wall clock`() {
    #expect(CivilTime(epoch: .nan, zone: .utc) == nil)
    #expect(CivilTime(epoch: .infinity, zone: .utc) == nil)
    #expect(CivilTime(epoch: 1e18, zone: .utc) == nil)
  }
}
