import EventFiles
import EventModel
import Execution
import Foundation
import QueryPlan
import Testing

@Suite(.enabled(if: RealLogs.folder != nil, "needs ../shared/data/audit"))
struct RealLogTests {
  private var folder: String { RealLogs.folder ?? "" }

  private func lines(_ path: String) throws -> [String] {
    try String(contentsOfFile: folder + "/" + path, encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  /// Events are compared as trees: the envelopes' writers escaped `&` differently.
  private func normalized(_ texts: [String]) throws -> [String] {
    try texts.map { try JSONValue.parse($0).compactText }
  }

  // Source: shapes_derived/PROVENANCE.md: lines 673 to 1093 of kube_apiserver_1_36_eks.
  @Test(arguments: [
    ("cloudwatch_subscription.ndjson", 421), ("cloudwatch_awslogs_envelope.ndjson", 421),
    ("hec_event.json", 421), ("hec_event_string.json", 421), ("hec_raw.ndjson", 421),
    ("cri_stdout.log", 421), ("docker_json.log", 421), ("aks_eventhub.json", 200),
    ("pretty.json", 50),
  ])
  func shapesGiveBackTheInnerEvents(file: String, count: Int) throws {
    let inner = try lines("kube_apiserver_1_36_eks/events.ndjson")[672..<(672 + count)]
    for chunkSize in [1 << 20, 10_000] {
      let result = try TestScan.run(
        [folder + "/shapes_derived/" + file], options: TestScan.options(chunkSize: chunkSize))
      #expect(try normalized(result.values("_raw").reversed()) == normalized(Array(inner)))
      #expect(result.report.brokenRecords == 0)
      #expect(result.report.problems == [])
      #expect(Set(result.values("source")) == ["kubernetes"])
    }
  }

  @Test(arguments: ["kube_apiserver_1_36_eks", "kube_apiserver_1_36_metadata"])
  func linesAreReadWhole(folder name: String) throws {
    let file = folder + "/" + name + "/events.ndjson"
    let expected = try lines(name + "/events.ndjson")
    for chunkSize in [1 << 20, 4096, 777] {
      let result = try TestScan.run([file], options: TestScan.options(chunkSize: chunkSize))
      #expect(result.values("_raw").reversed() == expected)
      #expect(result.report.records == expected.count)
      #expect(result.report.brokenRecords == 0)
      #expect(result.report.problems.isEmpty)
    }
  }

  private static let predicates: [QueryPlan.Expression] = [
    .all([TestScan.match("verb", "create"), TestScan.match("objectRef.resource", "cronjobs")]),
    .all([TestScan.match("source", "kubernetes"), TestScan.match("verb", "delete")]),
    .or([TestScan.match("user.username", "*controller*"), TestScan.match("verb", "patch")]),
    TestScan.match("responseStatus.code", "403"),
    .textMatch(TextMatch("kubectl")),
    .all([
      TestScan.match("userAgent", "*kubectl*"),
      .not(TestScan.match("objectRef.namespace", "kube-system")),
    ]),
    TestScan.match("kind", "Event"),
    TestScan.match("user.groups{}", "system:masters"),
  ]

  /// The exact test that consumers apply.
  private func rows(_ collector: Collector, where predicate: QueryPlan.Expression) -> [String] {
    collector.ordered.flatMap { batch in
      (0..<batch.rowCount).filter { holds(predicate, batch, $0) }
        .map { batch["_raw"][$0].string ?? "" }
    }
  }

  private func holds(_ expression: QueryPlan.Expression, _ batch: Batch, _ row: Int) -> Bool {
    let arena = Arena()
    switch expression {
    case .and(let terms): return terms.allSatisfy { holds($0, batch, row) }
    case .or(let terms): return terms.contains { holds($0, batch, row) }
    case .not(let term): return !holds(term, batch, row)
    case .fieldMatch(let match): return match.matches(batch[match.field][row], in: arena)
    case .textMatch(let match):
      guard case .text(let raw) = batch["_raw"][row] else { return false }
      return match.matches(raw)
    case .literal, .field, .negate, .arithmetic, .concatenate, .compare, .xor, .call:
      return false
    }
  }

  @Test(arguments: 0..<8) func prefilterLosesNothing(index: Int) throws {
    let predicate = Self.predicates[index]
    let files = [
      "kube_apiserver_1_36_eks/events.ndjson", "kube_apiserver_1_36_eks/shape_eventlist.ndjson",
      "kube_apiserver_1_36_metadata/events.ndjson", "falco/events.ndjson",
      "gitops_reverser/events.ndjson", "shapes_derived",
    ].map { folder + "/" + $0 }
    let all = try TestScan.run(files)
    let filtered = try TestScan.run(files, predicate)
    let expected = rows(all.collector, where: predicate)
    #expect(rows(filtered.collector, where: predicate) == expected)
    #expect(!expected.isEmpty)
    #expect(filtered.report.records == all.report.records)
    #expect(filtered.report.brokenRecords == all.report.brokenRecords)
    // The needed fields alone give the same rows.
    var needs = predicate.needs
    needs.insert("_raw")
    let selected = try TestScan.run(files, predicate, needs: needs)
    #expect(rows(selected.collector, where: predicate) == expected)
  }

  @Test func orderDoesNotDependOnThreads() throws {
    let file = folder + "/kube_apiserver_1_36_eks/events.ndjson"
    let one = try TestScan.run([file], options: TestScan.options(chunkSize: 5000, workers: 1))
    for _ in 0..<3 {
      let many = try TestScan.run([file], options: TestScan.options(chunkSize: 5000, workers: 4))
      #expect(many.collector.ordered.map { $0.ordinal } == one.collector.ordered.map { $0.ordinal })
      #expect(many.values("auditID") == one.values("auditID"))
    }
  }
}
