import Testing

@testable import EventModel

@Suite struct TimeModifierTests {
  private func resolved(
    _ modifier: String, _ now: String, _ zone: TimeZoneRules = .utc
  ) throws -> String {
    let epoch = try TimeModifier(modifier).resolve(now: instant(now, zone), zone: zone)
    return try #require(StrftimeFormat("%Y-%m-%d %H:%M:%S").string(epoch: epoch, zone: zone))
  }

  // source: time-modifiers page, through doc-reltime-01, -02, -06, -08, -09, -10, -13, -16.
  @Test(arguments: [
    ("@h", "2022-10-14 11:59:00", "2022-10-14 11:00:00"),
    ("@d-2h", "2022-10-14 09:30:00", "2022-10-13 22:00:00"),
    ("@w0", "2022-10-14 14:35:10", "2022-10-09 00:00:00"),
    ("@week", "2022-10-14 14:35:10", "2022-10-09 00:00:00"),
    ("@q", "2022-11-14 14:35:10", "2022-10-01 00:00:00"),
    ("@mon", "2022-10-14 14:35:10", "2022-10-01 00:00:00"),
    ("-1d@d", "2022-10-14 14:35:10", "2022-10-13 00:00:00"),
    ("+1d@d+5h", "2022-10-14 14:35:10", "2022-10-15 05:00:00"),
  ])
  func `documented examples`(modifier: String, now: String, expected: String) throws {
    #expect(try resolved(modifier, now) == expected)
  }

  // source: SPLUNK_SURFACES §5.2 and §5.3, the schedule of the seed detection and the chain rule.
  @Test(arguments: [
    ("-70m@m", "2026-11-24 10:00:37", "2026-11-24 08:50:00"),
    ("-10m@m", "2026-11-24 10:00:37", "2026-11-24 09:50:00"),
    ("-1mon@mon+7d", "2026-03-15 12:00:00", "2026-02-08 00:00:00"),
    ("-1d@d+5h", "2026-11-24 10:00:00", "2026-11-23 05:00:00"),
    ("@h+1h+2m", "2026-11-24 10:31:00", "2026-11-24 11:02:00"),
    ("@w", "2026-11-24 10:00:00", "2026-11-22 00:00:00"),
    ("@w7", "2026-11-24 10:00:00", "2026-11-22 00:00:00"),
    ("@w1", "2026-11-24 10:00:00", "2026-11-23 00:00:00"),
    ("@w2", "2026-11-24 10:00:00", "2026-11-24 00:00:00"),
    ("@w3", "2026-11-24 10:00:00", "2026-11-18 00:00:00"),
    ("@w6", "2026-11-24 10:00:00", "2026-11-21 00:00:00"),
    ("@y", "2026-11-24 10:00:00", "2026-01-01 00:00:00"),
    ("@qtr", "2026-03-31 23:59:59", "2026-01-01 00:00:00"),
    ("-d", "2026-11-24 10:00:00", "2026-11-23 10:00:00"),
    ("-1w", "2026-11-24 10:00:00", "2026-11-17 10:00:00"),
    ("-2q", "2026-11-24 10:00:00", "2026-05-24 10:00:00"),
    ("+1y", "2026-11-24 10:00:00", "2027-11-24 10:00:00"),
    ("-0d@d", "2026-11-24 10:00:00", "2026-11-24 00:00:00"),
    ("-15m@s", "2026-11-24 10:00:00.5", "2026-11-24 09:45:00"),
    ("now", "2026-11-24 10:00:00", "2026-11-24 10:00:00"),
    ("now()", "2026-11-24 10:00:00", "2026-11-24 10:00:00"),
    ("now-1h@h", "2026-11-24 10:30:00", "2026-11-24 09:00:00"),
    ("", "2026-11-24 10:00:00", "2026-11-24 10:00:00"),
    ("1d@d", "2026-11-24 10:00:00", "2026-11-25 00:00:00"),
  ])
  func `chains from left to right`(modifier: String, now: String, expected: String) throws {
    #expect(try resolved(modifier, now) == expected)
  }

  // source: SPLUNK_SURFACES §5.3, the list of units.
  @Test(arguments: [
    ("s sec secs second seconds", 1.0), ("m min minute minutes", 60), ("h hr hrs hour hours", 3600),
    ("d day days", 86_400), ("w week weeks", 604_800), ("us", 0.000001), ("ms", 0.001),
    ("cs", 0.01), ("ds", 0.1),
  ])
  func `unit aliases`(names: String, seconds: Double) throws {
    for name in names.split(separator: " ") {
      let modifier = try TimeModifier("+1\(name)")
      #expect(modifier.resolve(now: 0, zone: .utc) == seconds)
    }
  }

  @Test func `month aliases`() throws {
    for name in ["mon", "month", "months"] {
      #expect(try resolved("-1\(name)", "2026-11-24 10:00:00") == "2026-10-24 10:00:00")
    }
    for name in ["q", "qtr", "qtrs", "quarter", "quarters"] {
      #expect(try resolved("-1\(name)", "2026-11-24 10:00:00") == "2026-08-24 10:00:00")
    }
    for name in ["y", "yr", "yrs", "year", "years"] {
      #expect(try resolved("-1\(name)", "2026-11-24 10:00:00") == "2025-11-24 10:00:00")
    }
  }

  // source: rule at TimeUnit.add; the day is clamped to the month.
  @Test func `a month without that day ends on its last`() throws {
    #expect(try resolved("-1mon", "2026-03-31 10:00:00") == "2026-02-28 10:00:00")
    #expect(try resolved("-1y", "2028-02-29 10:00:00") == "2027-02-28 10:00:00")
    #expect(try resolved("+1mon", "2026-12-31 10:00:00") == "2027-01-31 10:00:00")
  }

  // source: SPL_SEMANTICS §12; earliest=0 everything, earliest=1 epoch 1.
  @Test(arguments: [
    ("0", 0.0), ("1", 1), ("1767225600", 1_767_225_600),
    ("1767225600.004721", 1_767_225_600.004721),
    ("2026-11-24", 1_795_478_400), ("2026-11-24T10:00:00Z", 1_795_514_400),
    ("2026-11-24T10:00:00+01:00", 1_795_510_800), ("2026-11-24T10:00:00.25", 1_795_514_400.25),
    ("2026-11-24 10:00", 1_795_514_400), ("11/24/2026:10:00:00", 1_795_514_400),
    ("10/5/2019:20:00:00", 1_570_305_600),
  ])
  func `absolute times`(text: String, expected: Double) throws {
    let modifier = try TimeModifier(text)
    #expect(modifier.isAbsolute)
    #expect(modifier.resolve(now: 5, zone: .utc) == expected)
  }

  @Test func `a time without zone is local`() throws {
    let berlin = try TimeZoneRules.named("Europe/Berlin")
    #expect(
      try TimeModifier("2026-11-24").resolve(now: 0, zone: berlin)
        == instant("2026-11-23 23:00:00"))
    #expect(
      try TimeModifier("07/01/2026:10:00:00").resolve(now: 0, zone: berlin)
        == instant("2026-07-01 08:00:00"))
  }

  // source: SPL_SEMANTICS §12 (snaps round down on the clock); EU and US change dates.
  @Test func `days keep the clock and hours the elapsed time across a change`() throws {
    let berlin = try TimeZoneRules.named("Europe/Berlin")
    #expect(try resolved("-1d", "2026-03-29 12:00:00", berlin) == "2026-03-28 12:00:00")
    #expect(try resolved("-24h", "2026-03-29 12:00:00", berlin) == "2026-03-28 11:00:00")
    #expect(try resolved("@d", "2026-03-29 12:00:00", berlin) == "2026-03-29 00:00:00")
    #expect(try resolved("@d+12h", "2026-03-29 12:00:00", berlin) == "2026-03-29 13:00:00")
    let angeles = try TimeZoneRules.named("America/Los_Angeles")
    #expect(try resolved("-1d@d", "2026-11-02 08:00:00", angeles) == "2026-11-01 00:00:00")
    #expect(try resolved("+1d", "2026-10-31 12:00:00", angeles) == "2026-11-01 12:00:00")
    #expect(try resolved("+24h", "2026-10-31 12:00:00", angeles) == "2026-11-01 11:00:00")
  }

  // derived: US rule; 2026-11-01 has 01:30 twice in Los Angeles, an hour apart.
  @Test func `the second pass of an hour snaps to its own start`() throws {
    let zone = try TimeZoneRules.named("America/Los_Angeles")
    let second = try instant("2026-11-01 09:30:00")
    #expect(try TimeModifier("@h").resolve(now: second, zone: zone) == second - 1800)
    #expect(try TimeModifier("@d").resolve(now: second, zone: zone) == second - 1800 - 7200)
  }

  // source: SPL_SEMANTICS §12, snaps round down in local time; India is half an hour off.
  @Test func `hours snap on the clock of the zone`() throws {
    let kolkata = try TimeZoneRules.named("Asia/Kolkata")
    #expect(try resolved("@h", "2026-11-24 10:59:59", kolkata) == "2026-11-24 10:00:00")
  }

  // derived: property; no snap moves forward, and snapping twice is snapping once.
  @Test(arguments: ["UTC", "Europe/Berlin", "America/Los_Angeles", "Africa/Cairo", "Asia/Beirut"])
  func `snaps only go back`(name: String) throws {
    let zone = try TimeZoneRules.named(name)
    var seed: UInt64 = 7
    for _ in 0..<2000 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let now = Double(seed >> 32)
      for unit in TimeUnit.allCases {
        let snapped = unit.snap(now, zone: zone)
        guard snapped <= now, unit.snap(snapped, zone: zone) == snapped else {
          Issue.record("@\(unit.rawValue) of \(now) in \(name) is \(snapped)")
          return
        }
      }
    }
  }

  // source: SPLUNK_SURFACES §5.3; `m` minutes, `mon` months, rt only outside the search text.
  @Test(arguments: [
    ("rt-5m", 0, "real-time windows are not supported: `rt-5m`"),
    ("-5x", 2, "unknown time unit `x`"),
    ("-70", 3, "the offset `70` has no unit"),
    ("-", 1, "an offset needs a number and a unit"),
    ("@", 1, "`@` needs a unit to snap to"),
    ("@5m", 1, "a snap takes a unit and no number"),
    ("@w8", 2, "only a week has a day number, from `@w0` (Sunday) to `@w6` (Saturday)"),
    ("@d5h", 2, "only a week has a day number, from `@w0` (Sunday) to `@w6` (Saturday)"),
    ("-1d d", 4, "`-1d d` is not a time modifier: nothing may follow the time"),
    ("yesterday", 0, "`yesterday` is not a time modifier"),
    ("2026-13-01", 0, "no calendar has the date `2026-13-01`"),
    ("2026-02-29", 0, "no calendar has the date `2026-02-29`"),
    ("11/24/2026", 10, "a date with slashes has the form `%m/%d/%Y:%H:%M:%S`"),
    ("-99999999y", 1, "an offset may not be longer than 10000 years"),
  ])
  func `what is no time is refused`(text: String, offset: Int, message: String) throws {
    do throws(TimeSyntaxError) {
      _ = try TimeModifier(text)
      Issue.record("`\(text)` was read")
    } catch {
      #expect(error.message == message)
      #expect(error.offset == offset)
      #expect(!error.help.isEmpty)
    }
  }
}
