import Testing

@testable import EventModel

@Suite struct TimeSpanTests {
  private func floored(
    _ span: String, _ time: String, _ zone: TimeZoneRules = .utc, align: String? = nil
  ) throws -> String {
    let aligned = try align.map { try instant($0, zone) }
    let start = try BinSpan(span).floor(instant(time, zone), zone: zone, align: aligned)
    return try #require(StrftimeFormat("%Y-%m-%d %H:%M:%S.%3N").string(epoch: start, zone: zone))
  }

  // source: SPL_SEMANTICS §12, bin _time floors.
  @Test(arguments: [
    ("5m", "2024-08-22 01:58:21", "2024-08-22 01:55:00.000"),
    ("1h", "2024-08-22 01:58:21", "2024-08-22 01:00:00.000"),
    ("h", "2024-08-22 01:58:21", "2024-08-22 01:00:00.000"),
    ("30s", "2024-08-22 01:58:21", "2024-08-22 01:58:00.000"),
    ("30", "2024-08-22 01:58:31", "2024-08-22 01:58:30.000"),
    ("100ms", "2024-08-22 01:58:21.987", "2024-08-22 01:58:21.900"),
    ("1ds", "2024-08-22 01:58:21.987", "2024-08-22 01:58:21.900"),
    ("0.5", "2024-08-22 01:58:21.987", "2024-08-22 01:58:21.500"),
    ("1d", "2024-08-22 01:58:21", "2024-08-22 00:00:00.000"),
    ("1day", "2024-08-22 01:58:21", "2024-08-22 00:00:00.000"),
    ("1mon", "2024-08-22 01:58:21", "2024-08-01 00:00:00.000"),
    ("1q", "2024-08-22 01:58:21", "2024-07-01 00:00:00.000"),
    ("1y", "2024-08-22 01:58:21", "2024-01-01 00:00:00.000"),
    // unverified: weeks without a snap count from 1970-01-01, a Thursday.
    ("1w", "2024-08-21 01:58:21", "2024-08-15 00:00:00.000"),
    ("1w", "2024-08-22 01:58:21", "2024-08-22 00:00:00.000"),
    ("1w@w", "2024-08-22 01:58:21", "2024-08-18 00:00:00.000"),
    ("w@w1", "2024-08-22 01:58:21", "2024-08-19 00:00:00.000"),
    ("1d@d", "2024-08-22 01:58:21", "2024-08-22 00:00:00.000"),
    ("15m@m", "2024-08-22 01:58:21", "2024-08-22 01:45:00.000"),
  ])
  func `bins start at or before`(span: String, time: String, expected: String) throws {
    #expect(try floored(span, time) == expected)
  }

  // source: bin page, span=12h aligntime=@d+3h gives 3 am to 3 pm (doc-bin-02).
  @Test func `alignment moves bins`() throws {
    #expect(
      try floored("12h", "2022-10-14 11:58:59", align: "2026-11-24 03:00:00")
        == "2022-10-14 03:00:00.000")
    #expect(
      try floored("12h", "2022-10-14 02:58:59", align: "2026-11-24 03:00:00")
        == "2022-10-13 15:00:00.000")
    // source: SPL_SEMANTICS §12, aligntime is ignored for days and months.
    #expect(
      try floored("1d", "2022-10-14 02:58:59", align: "2026-11-24 03:00:00")
        == "2022-10-14 00:00:00.000")
    #expect(
      try floored("1w", "2022-10-14 02:58:59", align: "2026-11-23 00:00:00")
        == "2022-10-10 00:00:00.000")
  }

  // source: timechart usage page, span=1d has day boundaries, span=24h has none.
  @Test func `days follow the calendar and 24 hours do not`() throws {
    let angeles = try TimeZoneRules.named("America/Los_Angeles")
    #expect(try floored("1d", "2026-07-01 20:00:00", angeles) == "2026-07-01 00:00:00.000")
    #expect(try floored("24h", "2026-07-01 20:00:00", angeles) == "2026-07-01 17:00:00.000")
    #expect(try floored("86400s", "2026-07-01 20:00:00", angeles) == "2026-07-01 17:00:00.000")
    let berlin = try TimeZoneRules.named("Europe/Berlin")
    #expect(try floored("1d", "2026-03-29 23:30:00", berlin) == "2026-03-29 00:00:00.000")
    #expect(try floored("1mon", "2026-04-01 00:30:00", berlin) == "2026-04-01 00:00:00.000")
  }

  // source: multivalue functions page, mvrange over a change of clocks (doc-mvrange-02).
  @Test func `weeks advance on the calendar`() throws {
    let zone = try TimeZoneRules.named("America/Los_Angeles")
    let span = try BinSpan("7d")
    let expected: [Double] = [
      1_514_834_731, 1_515_439_531, 1_516_044_331, 1_516_649_131, 1_517_253_931, 1_517_858_731,
      1_518_463_531, 1_519_068_331, 1_519_673_131, 1_520_277_931, 1_520_879_131, 1_521_483_931,
      1_522_088_731, 1_522_693_531, 1_523_298_331, 1_523_903_131,
    ]
    for (step, value) in expected.enumerated() {
      #expect(span.advance(1_514_834_731, by: step, zone: zone) == value)
    }
  }

  // derived: property; a bin starts at or before its instants and ends after them.
  @Test(arguments: ["UTC", "Europe/Berlin", "America/Los_Angeles"])
  func `an instant lies in its bin`(name: String) throws {
    let zone = try TimeZoneRules.named(name)
    let spans = try ["100ms", "1s", "5m", "1h", "12h", "1d", "3d", "1w", "2w@w1", "1mon", "1q"].map
    {
      try BinSpan($0)
    }
    var seed: UInt64 = 11
    for _ in 0..<2000 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let time = Double(seed >> 32)
      for span in spans {
        let start = span.floor(time, zone: zone)
        let next = span.advance(start, zone: zone)
        guard start <= time, time < next, span.floor(start, zone: zone) == start,
          span.floor(next, zone: zone) == next
        else {
          Issue.record("\(span) of \(time) in \(name): \(start) to \(next)")
          return
        }
      }
    }
  }

  // derived: the furthest instants and alignments stay within 64 bits.
  @Test func `the ends of the calendar do not trap`() throws {
    let limit = CivilTime.epochLimit
    for text in ["100ms", "5m", "1d", "1w", "1mon", "9999y", "300000000000s"] {
      let span = try BinSpan(text)
      for align in [nil, limit, -limit, .infinity, .nan] {
        for time in [limit, -limit, limit * 2, .infinity, -.infinity] {
          _ = span.floor(time, zone: .utc, align: align)
        }
        #expect(span.floor(.nan, zone: .utc, align: align).isNaN)
      }
    }
    let far = try TimeModifier(String(repeating: "+9000y", count: 40) + "@y-1mon@w3")
    #expect(far.resolve(now: 0, zone: .utc).isFinite)
  }

  @Test(arguments: [
    ("0", "a span is longer than nothing and shorter than 10000 years"),
    ("0s", "a span is longer than nothing and shorter than 10000 years"),
    ("3ms", "a span below one second must divide one second"),
    ("0.3", "a span below one second must divide one second"),
    ("5x", "unknown time unit `x`"),
    ("1.5h", "a span with a unit is a whole number"),
    ("-1", "`-1` is not a time span"),
    ("", "`` is not a time span"),
    ("1h@d", "a span snaps to its own unit, a week also to a weekday"),
  ])
  func `what is no span is refused`(text: String, message: String) {
    do throws(TimeSyntaxError) {
      _ = try BinSpan(text)
      Issue.record("`\(text)` was read")
    } catch {
      #expect(error.message == message)
    }
  }
}
