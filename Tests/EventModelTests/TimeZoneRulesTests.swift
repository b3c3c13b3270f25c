import Testing

@testable import EventModel

@Suite struct TimeZoneRulesTests {
  private func seconds(_ text: String) throws -> Int {
    Int(try #require(RFC3339.parse(text)))
  }

  // source: EU directive 2000/84/EC, last Sunday of March and October at 01:00 UTC.
  @Test func `Berlin changes at 01:00 UTC`() throws {
    let zone = try TimeZoneRules.named("Europe/Berlin")
    let spring = try seconds("2026-03-29T01:00:00Z")
    let autumn = try seconds("2026-10-25T01:00:00Z")
    #expect(zone.offset(at: spring - 1) == 3600)
    #expect(zone.offset(at: spring) == 7200)
    #expect(zone.offset(at: autumn - 1) == 7200)
    #expect(zone.offset(at: autumn) == 3600)
    #expect(String(decoding: zone.abbreviation(at: spring - 1), as: UTF8.self) == "CET")
    #expect(String(decoding: zone.abbreviation(at: spring), as: UTF8.self) == "CEST")
    #expect(zone.isDaylight(at: spring))
  }

  // source: US Energy Policy Act of 2005, second Sunday of March, first Sunday of November, 02:00.
  @Test func `Los Angeles changes at 02:00 local time`() throws {
    let zone = try TimeZoneRules.named("America/Los_Angeles")
    let spring = try seconds("2018-03-11T10:00:00Z")
    let autumn = try seconds("2018-11-04T09:00:00Z")
    #expect(zone.offset(at: spring - 1) == -28_800)
    #expect(zone.offset(at: spring) == -25_200)
    #expect(zone.offset(at: autumn - 1) == -25_200)
    #expect(zone.offset(at: autumn) == -28_800)
    #expect(String(decoding: zone.abbreviation(at: spring), as: UTF8.self) == "PDT")
    #expect(String(decoding: zone.abbreviation(at: autumn), as: UTF8.self) == "PST")
  }

  // source: the rule stated at TimeZoneRules.epoch(local:).
  @Test func `a leapt-over time is the leap, a doubled time the first pass`() throws {
    let zone = try TimeZoneRules.named("Europe/Berlin")
    let gap = CivilTime(year: 2026, month: 3, day: 29, hour: 2, minute: 30)
    #expect(zone.epoch(local: gap.localSeconds) == (try seconds("2026-03-29T01:00:00Z")))
    let before = CivilTime(year: 2026, month: 3, day: 29, hour: 1, minute: 59, second: 59)
    #expect(zone.epoch(local: before.localSeconds) == (try seconds("2026-03-29T00:59:59Z")))
    let after = CivilTime(year: 2026, month: 3, day: 29, hour: 3)
    #expect(zone.epoch(local: after.localSeconds) == (try seconds("2026-03-29T01:00:00Z")))
    let twice = CivilTime(year: 2026, month: 10, day: 25, hour: 2, minute: 30)
    #expect(zone.epoch(local: twice.localSeconds) == (try seconds("2026-10-25T00:30:00Z")))
  }

  // source: Samoa left out 2011-12-30 when it crossed the date line.
  @Test func `a whole day may be missing`() throws {
    let zone = try TimeZoneRules.named("Pacific/Apia")
    let missing = CivilTime(year: 2011, month: 12, day: 30, hour: 12)
    #expect(zone.epoch(local: missing.localSeconds) == (try seconds("2011-12-30T10:00:00Z")))
    let last = CivilTime(year: 2011, month: 12, day: 29, hour: 23)
    #expect(zone.epoch(local: last.localSeconds) == (try seconds("2011-12-30T09:00:00Z")))
  }

  // source: Russia had +04 without daylight saving from 2011-03-27 to 2014-10-26.
  @Test func `changes that are no daylight saving are known`() throws {
    let zone = try TimeZoneRules.named("Europe/Moscow")
    #expect(zone.offset(at: try seconds("2013-01-01T00:00:00Z")) == 14_400)
    #expect(zone.offset(at: try seconds("2015-01-01T00:00:00Z")) == 10_800)
  }

  @Test(arguments: [
    ("UTC", 0, "UTC"), ("GMT", 0, "GMT"), ("Z", 0, "UTC"), ("+02:00", 7200, "+02"),
    ("-0330", -12_600, "-0330"), ("Asia/Kolkata", 19_800, "IST"), ("Asia/Tokyo", 32_400, "JST"),
    ("America/Sao_Paulo", -10_800, "-03"), ("Europe/Istanbul", 10_800, "+03"),
    ("Europe/London", 0, "GMT"),
  ])
  func `names and fixed offsets`(name: String, offset: Int, abbreviation: String) throws {
    let zone = try TimeZoneRules.named(name)
    let winter = try seconds("2026-01-15T12:00:00Z")
    #expect(zone.offset(at: winter) == offset)
    #expect(String(decoding: zone.abbreviation(at: winter), as: UTF8.self) == abbreviation)
  }

  @Test(arguments: ["Europe/Nowhere", "", "+99:00", "+2", "02:00"])
  func `an unknown name is refused`(name: String) {
    #expect(throws: TimeZoneError(identifier: name)) { try TimeZoneRules.named(name) }
  }
}
