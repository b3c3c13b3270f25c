import Testing

@testable import EventModel

@Suite struct TimeParsingTests {
  private static let now = 1_795_514_400.0  // 2026-11-24T10:00:00Z

  private func read(
    _ format: String, _ text: String, _ zone: TimeZoneRules = .utc, now: Double? = Self.now
  ) -> Double? {
    StrptimeFormat(format).parse(text, now: now, zone: zone)
  }

  // source: date-and-time functions page (doc-strptime-01, doc-strptime-02).
  @Test(arguments: [
    ("Mon Aug 13 00:00:00 2018", 1_534_143_600.0), ("Mon Aug 13 18:00:00 2018", 1_534_208_400),
    ("Tue Aug 14 06:00:00 2018", 1_534_251_600), ("Tue Aug 14 18:00:00 2018", 1_534_294_800),
  ])
  func `documented examples`(text: String, expected: Double) throws {
    let zone = try TimeZoneRules.named("America/Los_Angeles")
    #expect(read("%a %B %d %H:%M:%S.%N %Y", text, zone) == expected)
    #expect(read("%s", "1534143600") == 1_534_143_600)
    // Source: derived: milliseconds since 1970, as a time format of a source type writes them.
    #expect(read("%s%3N", "1534143600123") == 1_534_143_600.123)
    #expect(read("%s%3N", "123") == nil)
    #expect(read("%s%3N", String(repeating: "9", count: 30)) == nil)
  }

  // source: date and time format variables page; POSIX strptime.
  @Test(arguments: [
    ("%Y-%m-%dT%H:%M:%S.%6NZ", "2026-01-01T00:00:00.004721Z", 1_767_225_600.004721),
    ("%Y-%m-%dT%H:%M:%S.%QZ", "2026-01-01T00:00:00.004721Z", 1_767_225_600.004721),
    ("%Y-%m-%dT%H:%M:%S.%3N%z", "2026-01-01T00:00:00.250+0100", 1_767_222_000.25),
    ("%FT%T%:z", "2026-01-01T00:00:00+01:00", 1_767_222_000),
    ("%FT%T%z", "2026-01-01T00:00:00Z", 1_767_225_600),
    ("%FT%T%z", "2026-01-01T00:00:00-0800", 1_767_254_400),
    ("%F %T %Z", "2026-01-01 00:00:00 PST", 1_767_254_400),
    ("%F %T %Z", "2026-01-01 00:00:00 cet", 1_767_222_000),
    ("%F %T %Ez", "2026-01-01 00:00:00 -480", 1_767_254_400),
    ("%d/%b/%Y:%H:%M:%S", "01/JAN/2026:00:00:00", 1_767_225_600),
    ("%b %e %Y", "Jan  1 2026", 1_767_225_600),
    ("%B %d, %Y", "January 1, 2026", 1_767_225_600),
    ("%m/%d/%y %I:%M %p", "1/1/26 12:05 am", 1_767_225_900),
    ("%m/%d/%y %I:%M%p", "1/1/26 12:05PM", 1_767_269_100),
    ("%D %R", "01/01/26 12:05", 1_767_269_100),
    ("%Y%m%d%H%M%S", "20260101000005", 1_767_225_605),
    ("%Y %j", "2026 001", 1_767_225_600),
    ("%G-W%V-%u", "2026-W01-4", 1_767_225_600),
    ("%Y %U %a", "2026 01 Sun", 1_767_484_800),
    ("%Y-%m-%d", "2026-01-01 and more", 1_767_225_600),
    ("%Y-%m-%d  %H", "2026-01-01\t07", 1_767_250_800),
    ("%c", "Thu Jan  1 00:00:00 2026", 1_767_225_600),
    ("%F", "2024-02-29", 1_709_164_800),
    ("100%% %F", "100% 2026-01-01", 1_767_225_600),
  ])
  func `texts that match`(format: String, text: String, expected: Double) {
    #expect(read(format, text) == expected)
  }

  @Test(arguments: [
    ("%Y-%m-%d", "2026/01/01"), ("%Y-%m-%d", "2026-02-29"), ("%Y-%m-%d", "2026-13-01"),
    ("%Y-%m-%d", ""), ("%H:%M", "25:00"), ("%F %T.%3N", "2026-01-01 00:00:00."),
    ("%F %Z", "2026-01-01 XYZ"), ("%Y-%m", "2026-01"), ("%s", "soon"), ("%b %d", "Foo 1"),
  ])
  func `texts that do not match are null`(format: String, text: String) {
    #expect(read(format, text) == nil)
  }

  // source: the rule stated at StrptimeFormat.parse.
  @Test func `missing parts come from now`() throws {
    #expect(read("%H:%M", "08:30") == 1_795_509_000)
    #expect(read("%m-%d", "01-01") == 1_767_225_600)
    #expect(read("%H:%M", "08:30", now: nil) == nil)
    let berlin = try TimeZoneRules.named("Europe/Berlin")
    let lateEvening = try instant("2026-11-24 23:30:00")
    #expect(
      read("%H:%M", "08:30", berlin, now: lateEvening) == (try instant("2026-11-25 07:30:00")))
  }

  @Test func `local times follow the zone`() throws {
    let berlin = try TimeZoneRules.named("Europe/Berlin")
    #expect(read("%F %T", "2026-07-01 12:00:00", berlin) == (try instant("2026-07-01 10:00:00")))
    #expect(read("%F %T", "2026-01-01 12:00:00", berlin) == (try instant("2026-01-01 11:00:00")))
    // A name that the zone itself uses wins over the common meaning.
    let shanghai = try TimeZoneRules.named("Asia/Shanghai")
    #expect(
      read("%F %T %Z", "2026-01-01 12:00:00 CST", shanghai) == (try instant("2026-01-01 04:00:00")))
    #expect(read("%F %T %Z", "2026-01-01 12:00:00 CST") == (try instant("2026-01-01 18:00:00")))
  }

  // derived: what strftime prints, strptime reads.
  @Test(arguments: [
    "%Y-%m-%dT%H:%M:%S.%6N%z", "%a %b %d %H:%M:%S.%f %Y %:z", "%s.%6N", "%G %V %u %T.%N %z",
    "%Y/%j %I:%M:%S.%9Q %p %::z", "%A, %d %B %Y %k.%M.%S,%6N %Z",
  ])
  func `round trip`(format: String) throws {
    let zone = try TimeZoneRules.named("America/Los_Angeles")
    let strftime = StrftimeFormat(format)
    let strptime = StrptimeFormat(format)
    var seed: UInt64 = 3
    for _ in 0..<2000 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let time = Double(Int(seed >> 12) % 3_900_000_000_000_000) / 1_000_000
      let text = try #require(strftime.string(epoch: time, zone: zone))
      guard strptime.parse(text, now: nil, zone: zone) == time else {
        Issue.record("\(time) became \(text)")
        return
      }
    }
  }

  // source: RFC 3339 §5.6; audit events carry six digits.
  @Test(arguments: [
    ("2026-01-01T00:00:00.004721Z", 1_767_225_600.004721), ("2026-01-01T00:00:00Z", 1_767_225_600),
    ("2026-01-01T01:00:00.5+01:00", 1_767_225_600.5), ("1996-12-19T16:39:57-08:00", 851_042_397),
    ("1985-04-12T23:20:50.52Z", 482_196_050.52), ("1990-12-31T23:59:60Z", 662_688_000),
    ("2026-01-01T00:00:00.123456789Z", 1_767_225_600.123457), ("1969-12-31T23:59:59.75Z", -0.25),
    ("2026-01-01t00:00:00z", 1_767_225_600),
  ])
  func `rfc 3339`(text: String, expected: Double) {
    #expect(RFC3339.parse(text) == expected)
  }

  @Test(arguments: [
    "", "2026-01-01", "2026-01-01T00:00:00", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z",
    "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00Zx", "2026-01-01T00:00:00+1:00",
    "2026x01-01T00:00:00Z", "20260101T000000.0000Z",
  ])
  func `not rfc 3339`(text: String) {
    #expect(RFC3339.parse(text) == nil)
  }
}
