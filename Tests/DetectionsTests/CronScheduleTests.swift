import EventModel
import Testing

@testable import Detections

/// Source: crontab(5); clock changes as the doc comment of `CronSchedule` says.
struct CronScheduleTests {
  private static let berlin = try? TimeZoneRules.named("Europe/Berlin")

  private func instant(_ text: String, _ zone: TimeZoneRules = .utc) throws -> Int {
    Int(try TimeModifier(text).resolve(now: 0, zone: zone))
  }

  private func runs(
    _ line: String, from start: String, count: Int, zone: TimeZoneRules = .utc
  ) throws -> [String] {
    let schedule = try CronSchedule(line)
    let format = StrftimeFormat("%Y-%m-%d %H:%M %Z")
    var place = try instant(start, zone)
    return try (0..<count).map { _ in
      place = try #require(schedule.next(after: place, zone: zone))
      return format.string(epoch: Double(place), zone: zone) ?? ""
    }
  }

  @Test(arguments: [
    ("0 * * * *", ["01-31 23:00", "02-01 00:00"]),
    ("@hourly", ["01-31 23:00", "02-01 00:00"]),
    ("*/20 * * * *", ["01-31 22:20", "01-31 22:40"]),
    ("5,50-52/2 22 * * *", ["01-31 22:05", "01-31 22:50", "01-31 22:52", "02-01 22:05"]),
    ("@daily", ["02-01 00:00", "02-02 00:00"]),
    ("@weekly", ["02-01 00:00", "02-08 00:00"]),
    ("30 4 * * mon-fri", ["02-02 04:30", "02-03 04:30"]),
    ("0 0 * Mar *", ["03-01 00:00", "03-02 00:00"]),
    ("0 0 31 * *", ["03-31 00:00", "05-31 00:00"]),
    ("0 12 * * 7", ["02-01 12:00", "02-08 12:00"]),
    // Both days given: either will do.
    ("0 0 13 * fri", ["02-06 00:00", "02-13 00:00", "02-20 00:00"]),
    // One of them a star: both must hold.
    ("0 0 */5 * sun", ["02-01 00:00", "03-01 00:00"]),
  ])
  func nextRuns(line: String, expected: [String]) throws {
    let found = try runs(line, from: "2026-01-31T22:00:00Z", count: expected.count)
    #expect(found == expected.map { "2026-\($0) UTC" })
  }

  @Test func leapDayIsFarAway() throws {
    #expect(
      try runs("0 0 29 2 *", from: "2096-03-01T00:00:00Z", count: 1) == ["2104-02-29 00:00 UTC"])
  }

  @Test func previousMirrorsNext() throws {
    let zone = try #require(Self.berlin)
    for line in ["*/20 * * * *", "30 2 * * *", "0 0 1 * mon", "7 */2 * * *", "@monthly"] {
      let schedule = try CronSchedule(line)
      var forward: [Int] = []
      var place = try instant("2026-03-27T00:00:00", zone)
      while forward.count < 300, let next = schedule.next(after: place, zone: zone) {
        #expect(schedule.previous(before: next + 1, zone: zone) == next)
        if let last = forward.last { #expect(schedule.previous(before: next, zone: zone) == last) }
        forward.append(next)
        place = next
      }
    }
  }

  @Test func timesInTheGapRunAtTheLeapOnce() throws {
    let zone = try #require(Self.berlin)
    #expect(
      try runs("30 2 * * *", from: "2026-03-28T12:00:00", count: 2, zone: zone)
        == ["2026-03-29 03:00 CEST", "2026-03-30 02:30 CEST"])
    #expect(
      try runs("*/30 * * * *", from: "2026-03-29T01:00:00", count: 3, zone: zone)
        == ["2026-03-29 01:30 CET", "2026-03-29 03:00 CEST", "2026-03-29 03:30 CEST"])
    #expect(
      try runs("0 * * * *", from: "2026-03-29T00:30:00", count: 3, zone: zone)
        == ["2026-03-29 01:00 CET", "2026-03-29 03:00 CEST", "2026-03-29 04:00 CEST"])
  }

  @Test func repeatedTimesRunTwiceOnlyWithAStar() throws {
    let zone = try #require(Self.berlin)
    #expect(
      try runs("30 2 * * *", from: "2026-10-24T12:00:00", count: 2, zone: zone)
        == ["2026-10-25 02:30 CEST", "2026-10-26 02:30 CET"])
    #expect(
      try runs("0 * * * *", from: "2026-10-25T01:30:00", count: 3, zone: zone)
        == ["2026-10-25 02:00 CEST", "2026-10-25 02:00 CET", "2026-10-25 03:00 CET"])
    #expect(
      try runs("0 */2 * * *", from: "2026-10-25T01:30:00", count: 3, zone: zone)
        == ["2026-10-25 02:00 CEST", "2026-10-25 02:00 CET", "2026-10-25 04:00 CET"])
  }

  @Test(arguments: [
    ("0 * * *", "has 4 fields"), ("60 * * * *", "`60` is no minute: it takes 0 to 59"),
    ("* 24 * * *", "`24` is no hour"), ("* * 0 * *", "`0` is no day of month"),
    ("* * * foo *", "`foo` is no month: it takes 1 to 12 or a name such as `feb`"),
    ("* * * * 8", "`8` is no day of week"), ("*/0 * * * *", "no whole number above 0"),
    ("5/15 * * * *", "write `5-59/15`"), ("9-5 * * * *", "ends before it begins"),
    ("1,,2 * * * *", "empty part"), ("@reboot", "unknown schedule"),
    ("0 0 30 2 *", "never runs"), ("", "has 0 fields"),
  ])
  func wrongLines(line: String, expected: String) {
    #expect { try CronSchedule(line) } throws: { "\($0)".contains(expected) }
  }
}
