import Diagnostics
import QueryPlan
import SPLLibrary
import Testing

/// Aggregates that read `_time`, and the names that carry a number.
struct AggregateTimeTests {
  // Source: docs, Event order functions: the table of `_time`, `first`, `last`, `earliest` and
  // `latest`, as seconds.
  static let events: [Row] = [
    Row(value: "first", time: "1588032905"),
    Row(value: "second", time: "1588291504"),
    Row(value: "third", time: "1588205702"),
    Row(value: "fourth", time: "1588032901"),
    Row(value: "latest", time: "1588291505"),
    Row(value: "earliest", time: "1587946501"),
  ]

  @Test(arguments: [
    ("first", "first"), ("last", "earliest"), ("latest", "latest"), ("earliest", "earliest"),
    ("latest_time", "1588291505.000000"), ("earliest_time", "1587946501.000000"),
  ])
  func followsTheDocumentedTable(_ name: String, _ expected: String) throws {
    #expect(try aggregate(name, Self.events) == [expected])
  }

  @Test func equalTimesGoByStreamOrder() throws {
    let rows = [
      Row(value: ["a", "b"], time: 5), Row(value: "c", time: 5), Row(value: ["d", "e"], time: 5),
    ]
    #expect(try aggregate("latest", rows) == ["a"])
    #expect(try aggregate("earliest", rows) == ["e"])
  }

  @Test func rowsWithoutTimeTakeNoPart() throws {
    let rows = [Row(value: "a"), Row(value: "b", time: "yesterday"), Row(value: "c", time: 5)]
    #expect(try aggregate("latest", rows) == ["c"])
    #expect(try aggregate("earliest_time", rows) == ["5.000000"])
  }

  @Test func timesOfRowsWithoutTheFieldDoNotCount() throws {
    let rows = [Row(value: nil, time: 1), Row(value: "x", time: 2), Row(value: nil, time: 3)]
    #expect(try aggregate("earliest_time", rows) == ["2.000000"])
    #expect(try aggregate("latest_time", rows) == ["2.000000"])
  }

  // Source: docs rate: (latest - earliest) / (latest_time - earliest_time).
  @Test func rateIsGrowthByTime() throws {
    let rows = [
      Row(value: "130", time: 40), Row(value: "x", time: 50), Row(value: "70", time: 10),
      Row(value: "100", time: 20),
    ]
    #expect(try aggregate("rate", rows) == ["2"])
  }

  // Source: docs rate: handles the largest value reset.
  @Test func rateHandlesAReset() throws {
    let rows = [
      Row(value: 20, time: 30), Row(value: 100, time: 20), Row(value: 60, time: 10),
    ]
    #expect(try aggregate("rate", rows) == ["3"])
  }

  @Test func rateNeedsTwoTimes() throws {
    #expect(try aggregate("rate", [Row(value: 1, time: 5), Row(value: 2, time: 5)]) == nil)
  }

  @Test(arguments: ["perc", "p101", "perc-1", "p1e9", "upperperc"])
  func refusesPercentilesThatAreNone(_ name: String) throws {
    let error = #expect(throws: Diagnostic.self) { try AggregateRun(name) }
    #expect(error?.code == .invalidArgument)
    #expect(error?.help?.contains("95(…)") == true)
  }

  @Test(arguments: ["count5", "sum95", "pinf", "perc95x", "length"])
  func knowsNoOtherNames(_ name: String) {
    #expect(AggregateRegistry.aggregate(named: name) == nil)
  }

  @Test func orderIsAskedForWhereItMatters() throws {
    var ordered: [String] = []
    for type in AggregateRegistry.all {
      let name = type.documentation.names[0]
      let run = try AggregateRun(name.hasSuffix("perc") ? name + "95" : name)
      if run.function.needsOrder { ordered.append(name) }
    }
    #expect(ordered.sorted() == ["first", "last", "list"])
  }
}
