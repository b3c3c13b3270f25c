import Diagnostics
import EventModel
import Execution
import QueryPlan
import SPLLibrary
import SPLSyntax
import Testing

/// Commands over rows in order, over more rows than a batch holds.
struct CommandsOrderScaleTests {
  private func last(_ search: String) throws -> String {
    try #require(try CommandsHarness().run(search).last)
  }

  @Test func runningTotalsOverManyRows() throws {
    let search = "| makeresults count=20000 | streamstats count AS n sum(n) AS s | tail 1 | table n"
    #expect(try last(search) == "n=20000")
  }

  /// Whole numbers are added and taken away; the others are worked out anew: both must agree.
  @Test func windowsThatMoveAreThoseWorkedOutAnew() throws {
    let rows = "| makeresults count=3000 | streamstats count AS n | eval n=n%17, f=n+0.5"
    let search =
      rows + " | streamstats window=100 sum(n) AS s sum(f) AS t count AS c avg(n) AS a"
      + " | eval wrong=if(abs(t-s-c*0.5)>0.000001 OR abs(a-s/c)>0.000001, 1, 0)"
      + " | stats sum(wrong) AS wrong max(c) AS c"
    #expect(try last(search) == "wrong=0 c=100")
  }

  @Test func groupsHaveWindowsOfTheirOwn() throws {
    let search =
      "| makeresults count=3000 | streamstats count AS n | eval g=n%3"
      + " | streamstats window=10 global=f count AS c by g | stats max(c) AS c count"
    #expect(try last(search) == "c=10 count=3000")
  }

  @Test func transactionsOverManyRows() throws {
    let search =
      "| makeresults count=20000 | streamstats count AS n | eval _time=_time-n, u=floor(n/10)"
      + " | transaction u | stats count max(eventcount) AS most max(duration) AS longest"
    #expect(try last(search) == "count=2001 most=10 longest=9")
  }
}
