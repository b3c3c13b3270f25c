import EventModel
import Testing

/// Source: Splunk Search Reference, multivalue and date functions; SPL_SEMANTICS §6, §12.
@Suite struct FunctionsMultivalueTests {
  private let harness = FunctionsHarness(row: [
    "m": ["a", "b", "c"], "n": ["1", "2", "3", "4"], "one": ["x"],
    "email": ["a@x.com", "b@x.net", "c@y.com", "d@z.org"], "threshold": ["2"],
  ])

  @Test func places() throws {
    #expect(try harness.result("mvindex(m, 0)") == "a")
    #expect(try harness.values("mvindex(m, -2, -1)") == ["b", "c"])
    #expect(try harness.values("mvindex(m, 1, 9)") == ["b", "c"])
    #expect(try harness.result("mvindex(m, 2, 1)") == nil)
    #expect(try harness.result("mvindex(m, -4)") == nil)
    #expect(try harness.result("mvindex(one, 0)") == "x")
    #expect(try harness.result("mvindex(one, 1)") == nil)
    #expect(try harness.result("mvindex(m, mvcount(m) - 1)") == "c")
  }

  @Test func splitting() throws {
    #expect(try harness.values(#"split("1a2b3c4def567890", "def")"#) == ["1a2b3c4", "567890"])
    #expect(try harness.result(#"split("", ",")"#) == "")
    #expect(try harness.result(#"split("abc", "abc")"#) == "\n")
    #expect(try harness.result(#"split(12, ",")"#) == "12")
  }

  @Test func filterAndMap() throws {
    #expect(
      try harness.values(#"mvfilter(match(email, "\.net$") OR match(email, "\.org$"))"#)
        == ["b@x.net", "d@z.org"])
    #expect(try harness.result(#"mvfilter(email == "c@y.com")"#) == "c@y.com")
    #expect(try harness.result(#"mvfilter(email == "nobody")"#) == nil)
    #expect(try harness.values("mvmap(n, n * 10)") == ["10", "20", "30", "40"])
    #expect(try harness.values("mvmap(mvindex(n, 1, 2), n * threshold)") == ["4", "6"])
    #expect(try harness.values("mvmap(n, if(n > 2, n, null()))") == ["3", "4"])
    #expect(try harness.result("mvcount(mvfilter(n > 1))") == "3")
  }

  @Test func zipping() throws {
    #expect(try harness.values(#"mvzip(m, n, "|")"#) == ["a|1", "b|2", "c|3"])
    #expect(
      try harness.values(#"mvzip(mvzip(m, n, "|"), m, "|")"#) == ["a|1|a", "b|2|b", "c|3|c"])
  }

  @Test func ranges() throws {
    #expect(try harness.values("mvrange(5, 1, -2)") == ["5", "3"])
    #expect(try harness.values("mvrange(0, 1, 0.25)") == ["0", "0.25", "0.5", "0.75"])
  }

  @Test func weeksFollowTheCalendar() throws {
    var harness = FunctionsHarness()
    harness.zone = try TimeZoneRules.named("America/Los_Angeles")
    let values = try #require(try harness.values(#"mvrange(1514834731, 1524134919, "7d")"#))
    #expect(values.count == 16)
    #expect(values[9] == "1520277931")
    #expect(values[10] == "1520879131")
  }

  @Test func timesInZones() throws {
    var harness = FunctionsHarness(row: [
      "t": ["1521467703049000000"], "h": ["Mon Aug 13 06:00:00 2018"],
    ])
    harness.zone = try TimeZoneRules.named("America/Los_Angeles")
    #expect(
      try harness.result(#"strftime(t / pow(10, 9), "%Y-%m-%dT%H:%M:%S.%Q")"#)
        == "2018-03-19T06:55:03.049")
    #expect(
      try harness.result(#"strptime(h, "%a %B %d %H:%M:%S.%N %Y")"#) == "1534165200.000000")
    #expect(try harness.result(#"relative_time(1520879131, "@d")"#) == "1520838000")
    #expect(try harness.result(#"strptime("nonsense", "%Y-%m-%d")"#) == nil)
  }

  @Test func namesOfCommands() throws {
    #expect(
      try harness.values(#"commands("search a=\"x|y\" [ search b | fields c ] | stats count")"#)
        == ["search", "stats"])
  }
}
