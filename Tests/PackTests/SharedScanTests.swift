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

/// Searches that share a scan give what each gives alone.
@Suite struct SharedScanTests {
  private static let compiler = SearchCompiler(
    macros: PackContent.library.macros,
    environment: SearchEnvironment(now: 1_800_000_000, zone: .utc))

  private static let source = FileSource(
    paths: [
      URL(filePath: PackContent.folder).deletingLastPathComponent().path + "/Examples/audit.log"
    ],
    options: FileSourceOptions(
      source: "kubernetes", sourcetype: "_json", host: "h", index: "main",
      arrival: 1_800_000_000, workerCount: 2))

  /// The same aggregation of different events: the same, overlapping, apart, none, all.
  static let filters = [
    "verb=get", "verb=get user.username=system*", "verb=create OR verb=get", "verb=create",
    "verb=nothing", "*", "verb=get",
  ]

  @Test(
    arguments: [
      "stats count by verb user.username", "fillnull | stats count by verb objectRef.name",
      "fillnull value=none | stats count dc(user.username) as users by sourceIPs{}",
      "stats count values(verb) as verbs", "fillnull | stats count by no.such.field",
    ])
  func oneAggregationOfDifferentEvents(_ aggregation: String) throws {
    let jobs = try Self.filters.map { try Self.job("search \($0) | \(aggregation)") }
    let together = try SearchJob.run(jobs, over: Self.source).results.map { try $0.get() }
    let alone = try jobs.map { try $0.run(over: Self.source).batches }
    #expect(together.map { Self.text($0) } == alone.map { Self.text($0) })
    #expect(alone.contains { $0.contains { $0.rowCount > 0 } } || aggregation.contains("no.such"))
  }

  @Test func whatLooksAlikeButDiffersIsNotShared() throws {
    let searches = [
      "verb=get | stats count by verb", "verb=get | stats count as n by verb",
      "verb=get | fillnull | stats count by verb",
      "verb=get | fillnull value=x | stats count by verb",
      "verb=get | stats dc(verb) as count by verb", "verb=get | stats perc10(code) as p by verb",
      "verb=get | stats perc90(responseStatus.code) as p by verb",
      "earliest=1 verb=get | stats count by verb", "verb=get | stats count by verb level",
      "verb=get | eval verb=\"x\" | stats count by verb",
      "verb=get | stats count(eval(level=\"Metadata\")) as n by verb",
      "verb=get | stats count(eval(level=\"Metadata\")) as n by verb",
      "verb=get | stats values(user.*) by verb", "verb=get | stats values(user.*) by verb",
    ]
    let jobs = try searches.map { try Self.job("search " + $0) }
    let together = try SearchJob.run(jobs, over: Self.source).results.map { try $0.get() }
    let alone = try jobs.map { try $0.run(over: Self.source).batches }
    #expect(together.map { Self.text($0) } == alone.map { Self.text($0) })
  }

  /// Rules of source types change some of the events; of those each search has rows of its own.
  @Test(
    arguments: [
      "stats count by status sourcetype", "stats count values(http_user_agent) by sourcetype",
    ])
  func rulesOfSourceTypesChangeSomeEvents(_ aggregation: String) throws {
    let lines = ["200", "404", "200"].map {
      #"site="a" time_local="22/Feb/2024:13:00:00 -0500" status="\#($0)" http_user_agent="u\#($0)""#
    }
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).log")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let nginx = FileSource(
      paths: [file.path],
      options: FileSourceOptions(
        source: "access", sourcetype: "nginx:plus:kv", host: "h", index: "main",
        arrival: 1_800_000_000, workerCount: 2))
    let source = SourceRow(sources: [Self.source, nginx])
    let filters = ["*", "status=200", "NOT status=404", "verb=get", "NOT verb=get", "status=200"]
    let jobs = try filters.map {
      try Self.job("search * | search \($0) | fillnull | \(aggregation)", PackContent.compiler)
    }
    let together = try SearchJob.run(jobs, over: source).results.map { try $0.get() }
    let alone = try jobs.map { try $0.run(over: source).batches }
    #expect(together.map { Self.text($0) } == alone.map { Self.text($0) })
    #expect(Self.text(together[1]) != Self.text(together[0]))
    #expect(Self.text(together[2]) != Self.text(together[0]))
    #expect(Self.text(together[1]).joined().contains("200"))
  }

  @Test func aSearchThatNeedsNoFieldCountsItsEvents() throws {
    let batches = try Self.job("search * | stats count").run(over: Self.source).batches
    #expect(Self.text(batches) == ["count=3064"])
  }

  private static func job(
    _ search: String, _ compiler: SearchCompiler = Self.compiler
  ) throws -> SearchJob {
    let compiled = try compiler.compile(SourceText(name: "test", text: search).wholeSpan)
    return SearchJob(plan: compiled.plan, environment: compiler.environment)
  }

  /// One line a row.
  private static func text(_ batches: [Batch]) -> [String] {
    let fields = ResultTable.fields(of: batches)
    let arena = Arena()
    return batches.flatMap { batch in
      (0..<batch.rowCount).map { row in
        fields.map { field in
          let values = batch[field][row].texts(in: arena).map { $0.string }
          return "\(field)=\(values.joined(separator: "|"))"
        }.joined(separator: " ")
      }
    }
  }
}
