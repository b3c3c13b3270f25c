import Testing

@testable import EventModel

@Suite struct TimeFormatTests {
  private func printed(
    _ format: String, _ epoch: Double, _ zone: TimeZoneRules = .utc
  ) throws -> String {
    try #require(StrftimeFormat(format).string(epoch: epoch, zone: zone))
  }

  // source: date-and-time functions page (doc-strftime-01), convert page (doc-convert-04).
  @Test func `documented examples`() throws {
    let zone = try TimeZoneRules.named("America/Los_Angeles")
    let time = 1_521_467_703_049_000_000 / 1e9
    #expect(try printed("%Y-%m-%dT%H:%M:%S.%Q", time, zone) == "2018-03-19T06:55:03.049")
    #expect(try printed("%H:%M:%S", 1_522_196_414.839, zone) == "17:20:14")
  }

  // source: date and time format variables page, its example column.
  @Test func `the variables page`() throws {
    let zone = try TimeZoneRules.named("America/Los_Angeles")
    let july = try instant("2019-07-18 09:30:00", zone)
    #expect(try printed("%c", july, zone) == "Thu Jul 18 09:30:00 2019")
    #expect(try printed("%+", july, zone) == "Thu Jul 18 09:30:00 PDT 2019")
    #expect(try printed("%X", july, zone) == "9:30:00")
    #expect(try printed("%x", try instant("2019-07-13 12:00:00", zone), zone) == "7/13/2019")
    #expect(try printed("%T", try instant("2019-07-13 23:59:59")) == "23:59:59")
    let newYork = try TimeZoneRules.named("America/New_York")
    let winter = try instant("2026-01-15 12:00:00")
    #expect(try printed("%Z %z %:z", winter, newYork) == "EST -0500 -05:00")
    #expect(try printed("%::z", winter, newYork) == "-05:00:00")
    #expect(try printed("%:::z", winter, newYork) == "-05")
    #expect(try printed("%Ez", winter, newYork) == "-300")
  }

  // source: the same page and POSIX; 2026-01-04 was a Sunday.
  @Test(arguments: [
    ("%a %A %w %u", "Sun Sunday 0 7"), ("%b %B %h %m", "Jan January Jan 01"),
    ("%d|%e|%j", "04| 4|004"), ("%U %W %V", "01 00 01"), ("%G %g", "2026 26"),
    ("%y %Y %C", "26 2026 20"), ("%D %F", "01/04/26 2026-01-04"),
    ("%H %I %k %l %p %P", "05 05  5  5 AM am"), ("%M %S %R", "06 07 05:06"),
    ("%N %Q %f", "004721000 004 004721"), ("%3N %6N %9N", "004 004721 004721000"),
    ("%1N %1Q %3Q %6Q %9Q", "0 0 004 004721 004721000"), ("%s", "1767503167"),
    ("%n%t%%", "\n\t%"), ("%z %:z %:::z %Z", "+0000 +00:00 +00 UTC"), ("%Ez", "+000"),
    ("%r", "05:06:07 AM"), ("%v %E %3d %", "%v %E %3d %"), ("%:d", "%:d"), ("день", "день"),
  ])
  func `every variable`(format: String, expected: String) throws {
    let time = try instant("2026-01-04 05:06:07.004721")
    #expect(try printed(format, time) == expected)
  }

  @Test func `noon and midnight on a twelve-hour clock`() throws {
    #expect(try printed("%I %p", try instant("2026-01-04 00:00:00")) == "12 AM")
    #expect(try printed("%I %p", try instant("2026-01-04 12:00:00")) == "12 PM")
    #expect(try printed("%l %p", try instant("2026-01-04 23:00:00")) == "11 PM")
  }

  @Test func `before 1970 and in zones of half hours`() throws {
    #expect(try printed("%F %T.%3N", -0.25) == "1969-12-31 23:59:59.750")
    let kolkata = try TimeZoneRules.named("Asia/Kolkata")
    #expect(try printed("%F %T %z %:::z", 0, kolkata) == "1970-01-01 05:30:00 +0530 +05:30")
    #expect(StrftimeFormat("%F").string(epoch: .nan, zone: .utc) == nil)
  }
}
