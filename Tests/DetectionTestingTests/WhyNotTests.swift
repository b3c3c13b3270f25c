import Content
import Diagnostics
import EventFiles
import EventModel
import Execution
import Foundation
import QueryPlan
import SPLSyntax
import SearchEngine
import Testing

@testable import DetectionTesting

/// What why-not says, from what SPL's rules say must be missing.
@Suite struct WhyNotTests {
  /// Why-not of a search over some JSON lines.
  private func whyNot(_ search: String, over events: String..., limit: Int = 3) throws -> WhyNot {
    let scratch = try ScratchFolder()
    let file = try scratch.file(Array(events.joined(separator: "\n").utf8))
    let compiler = SearchCompiler(environment: SearchEnvironment(now: 1_800_000_000, zone: .utc))
    let source = FileSource(
      paths: [file], options: FileSourceOptions(arrival: 1_800_000_000, workerCount: 1))
    let compiled = try compiler.compile(SourceText(name: "s", text: search).wholeSpan)
    let funnel = try FunnelRun(
      plan: compiled.lowered, environment: compiler.environment, sampleCount: limit
    ).run(over: source)
    withExtendedLifetime(scratch) {}
    return WhyNot(compiled, funnel)
  }

  private func change(_ search: String, _ events: String...) throws -> [String]? {
    let why: WhyNot
    switch events.count {
    case 1: why = try whyNot(search, over: events[0])
    default: why = try whyNot(search, over: events.joined(separator: "\n"))
    }
    return why.smallestChange?.changes.map { $0.printed }
  }

  @Test(arguments: [
    ("a=1 b=2", #"{"a":"1","b":"3"}"#, [#"set b="2""#]),
    ("a=1 b=2", #"{"a":"5","b":"3"}"#, [#"set a="1""#, #"set b="2""#]),
    ("a=* b=2", #"{"b":"2"}"#, [#"give a a value, such as "other""#]),
    ("a IN (x, y) b=2", #"{"a":"z","b":"2"}"#, [#"set a="x""#]),
    ("NOT a=1", #"{"a":"1"}"#, [#"set a to another value, such as "other""#]),
    ("NOT a=*", #"{"a":"1"}"#, ["remove a"]),
    ("a!=1", #"{"b":"1"}"#, [#"give a a value, such as "other""#]),
    ("a>=10", #"{"a":"9"}"#, [#"set a="10""#]),
    ("a<10", #"{"a":"12"}"#, [#"set a to another value, such as "9""#]),
    ("a=\"x*\"", #"{"a":"y"}"#, [#"set a to another value, such as "x""#]),
    ("a=10.0.0.0/8", #"{"a":"11.1.1.1"}"#, [#"set a to another value, such as "10.0.0.0""#]),
    ("needle b=2", #"{"b":"2"}"#, [#"add the text "needle""#]),
    ("* | where a=\"x\" AND isnotnull(b)", #"{"a":"x"}"#, [#"give b a value, such as "other""#]),
    ("* | where like(a, \"x%\")", #"{"a":"y"}"#, [#"set a to another value, such as "x""#]),
    ("* | rename a as user | where user=\"x\"", #"{"a":"y"}"#, [#"set a="x""#]),
    ("* | eval u=lower(a) | where u=\"x\"", #"{"a":"y"}"#, [#"set a="x""#]),
    ("* | stats count by a", #"{"b":"y"}"#, [#"give a a value, such as "other""#]),
  ])
  func theSmallestChange(_ search: String, _ event: String, _ expected: [String]) throws {
    #expect(try change(search, event) == expected)
  }

  @Test func aSearchThatFiresStillNamesItsNearMisses() throws {
    let why = try whyNot("a=1 b=2", over: #"{"a":"1","b":"2"}"#, #"{"a":"1","b":"3"}"#)
    #expect(why.terms.map { $0.soleFailures } == [0, 1])
    #expect(why.misses.map { $0.fails } == [[.init(text: #"b="2""#, actual: "b is 3")]])
  }

  @Test func manyMissesAreCountedAndFewKept() throws {
    let events = (0..<50).map { #"{"a":"1","b":"\#($0 + 10)"}"# }.joined(separator: "\n")
    let why = try whyNot("a=1 b=2", over: events, limit: 2)
    #expect(why.terms.map { $0.soleFailures } == [0, 50])
    #expect(why.misses.count == 2)
  }

  @Test func aCountSaysHowFarItIs() throws {
    let events = (0..<3).map { #"{"u":"x","s":"\#($0)"}"# }.joined(separator: "\n")
    let count = try whyNot("* | stats count by u | where count > 4", over: events)
    #expect(count.stages.last?.rows.first?.hints == ["count is 3: 2 more events"])
    let distinct = try whyNot("* | stats dc(s) as n by u | where n >= 4", over: events)
    #expect(distinct.stages.last?.rows.first?.hints == ["n is 3: 1 more distinct s"])
    #expect(distinct.stages.last?.rows.first?.known == [.init(name: "u", value: "x")])
  }

  /// Two events of three are there; the third fails a term, and would make the count enough.
  @Test func aChangedEventCountsWithTheOthers() throws {
    let found = try change(
      "a=1 | stats count | where count >= 3", #"{"a":"1"}"#, #"{"a":"1"}"#, #"{"a":"2"}"#)
    #expect(found == [#"set a="1""#])
  }

  @Test func whatIsNotEnoughSaysWhereItEnds() throws {
    let why = try whyNot("a=1 | stats count | where count >= 3", over: #"{"a":"2"}"#)
    #expect(why.smallestChange == nil)
    let advice = try #require(why.misses.first?.advice)
    #expect(!advice.fires)
    #expect(advice.end == "where count >= 3")
  }

  @Test func joinsAndLookupsAreFollowed() throws {
    let why = try whyNot(
      "kind=a | join user [search kind=b]", over: #"{"kind":"a","user":"x"}"#,
      #"{"kind":"b","user":"y"}"#)
    let row = try #require(why.stages.last?.rows.first)
    #expect(why.stages.last?.label.hasPrefix("join user") == true)
    #expect(row.known.contains(.init(name: "user", value: "x")))
    let partner = try whyNot(
      "kind=a | join user [search kind=b] | where n=2", over: #"{"kind":"a","user":"x"}"#,
      #"{"kind":"b","user":"x","n":"1"}"#)
    #expect(partner.stages.last?.rows.first?.fails == [.init(text: "n = 2", actual: "n is 1")])
  }

  @Test func macrosOfMacros() throws {
    let macros = MacroTable([
      MacroDefinition(
        name: "a", body: SourceText(name: "m", text: "x=1 `b(1, \"2,3\")`").wholeSpan),
      MacroDefinition(
        name: "b", parameters: ["p", "q"], body: SourceText(name: "m", text: "y=$p$").wholeSpan),
    ])
    let list = MacroList(in: "`a` | `gone`", from: macros)
    #expect(list.entries.map { $0.name } == ["a", "b(2)"])
    #expect(list.entries.map { $0.definition } == ["x=1 `b(1, \"2,3\")`", "y=$p$"])
  }
}
