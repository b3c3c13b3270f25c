import Diagnostics
import EventModel
import Testing

/// `convert`. Source: Search Reference, convert.
@Suite struct CommandsConvertTests {
  @Test func times() throws {
    CommandsHarness("t", "0", "1522196414.839", "soon").expect(
      #"| convert timeformat="%Y-%m-%dT%H:%M:%S" ctime(t)"#,
      ["t=1970-01-01T00:00:00", "t=2018-03-28T00:20:14", "t=soon"])
    CommandsHarness("t", "1522196414.839").expect(
      "| convert ctime(t) AS c", ["t=1522196414.839 c=03/28/2018 00:20:14"])
    CommandsHarness("t", "03/28/2018 00:20:14").expect("| convert mktime(t)", ["t=1522196414"])
    CommandsHarness([[("t", ["0", "60"])]]).expect(
      #"| convert timeformat="%H:%M" ctime(t)"#, ["t=00:00,00:01"])
  }

  @Test func durations() {
    CommandsHarness("d", "00:10:15", "1+00:00:01", "x").expect(
      "| convert dur2sec(d)", ["d=615", "d=86401", "d=x"])
    CommandsHarness("d", "01:02.5", "3.25").expect("| convert mstime(d)", ["d=62.5", "d=3.25"])
  }

  @Test func numbers() {
    CommandsHarness("n", "212 sec", "-1.5kB", "x").expect(
      "| convert rmunit(n)", ["n=212", "n=-1.5", "n=x"])
    CommandsHarness("n", "1,000,000.00").expect("| convert rmcomma(n)", ["n=1000000.00"])
    CommandsHarness("n", "5", "2m", "1g", "3k").expect(
      "| convert memk(n)", ["n=5", "n=2048", "n=1048576", "n=3"])
    CommandsHarness("n", "1e3", "abc").expect("| convert num(n)", ["n=1000", ""])
    CommandsHarness("n", "abc").expect("| convert auto(n)", ["n=abc"])
  }

  @Test func wildcards() {
    let rows = CommandsHarness([[("a_t", ["0"]), ("b_t", ["60"]), ("c", ["0"])]])
    rows.expect(#"| convert timeformat="%M" ctime(*_t)"#, ["a_t=00 b_t=01 c=0"])
    rows.expect(
      #"| convert timeformat="%M" ctime(*_t) AS *_m | table *_m"#, ["a_m=00 b_m=01"])
    rows.expect(#"| convert timeformat="%M" ctime(*) none(c)"#, ["a_t=00 b_t=01 c=0"])
    rows.expect(
      #"| convert timeformat="%M" ctime(a_t) timeformat="%S" ctime(b_t), ctime(missing)"#,
      ["a_t=00 b_t=00 c=0"])
  }

  @Test func refusals() {
    let harness = CommandsHarness([])
    #expect(
      harness.refusal("| convert ctim(x)") == "unknownFunction at `ctim`: did you mean `ctime`?")
    #expect(harness.refusal("| convert ctime x").hasPrefix("missingArgument at `ctime`"))
    #expect(harness.refusal("| convert").hasPrefix("missingArgument at `convert`"))
    #expect(harness.refusal("| convert ctime(*a) AS b").hasPrefix("wildcardMismatch at `b`"))
    #expect(
      harness.refusal("| convert timeforma=x ctime(a)")
        == "unknownOption at `timeforma`: did you mean `timeformat`?")
  }
}
