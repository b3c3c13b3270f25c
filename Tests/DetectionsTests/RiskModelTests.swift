import Content
import Diagnostics
import EventFiles
import EventModel
import EventStore
import Execution
import Foundation
import QueryPlan
import SearchEngine
import Testing

@testable import Detections

/// Risk events and notables as searches and the declared data model see them.
struct RiskModelTests {
  private static let folder: String =
    URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/Content"

  private func compiler() -> SearchCompiler {
    let store = ContentStore(folders: [Self.folder + "/platform", Self.folder])
    return SearchCompiler(
      macros: store, knowledge: ContentKnowledge(store),
      environment: SearchEnvironment(now: 1_795_600_000, zone: .utc))
  }

  /// The events of a block as lines that a collector would get.
  private func lines(_ block: EventBlock) -> String {
    (0..<block.count).map { event in
      let described = block.metadata[Int(block.metadataIndexes[event])]
      var object = JSONObjectWriter()
      object.number("time", Double(block.times[event] ?? 0) / 1e6)
      object.text("index", described.index)
      object.text("source", described.source)
      object.text("sourcetype", described.sourcetype)
      object.text("host", described.host)
      object.raw("event", Array(block.text[block.range(event)]))
      return String(decoding: object.finished(), as: UTF8.self) + "\n"
    }.joined()
  }

  private func events() throws -> EventBlock {
    let detection = try ScheduledSamples.detection(
      "Sample", id: "11111111-0000-0000-0000-00000000000a", search: "index=audit | table user",
      type: "TTP")
    let times = FindingMaker.SearchTimes(
      earliest: 1_795_500_000, latest: 1_795_503_600, now: 1_795_504_200)
    let row = ResultRow(fields: [("user", ["alice", "bob"]), ("role", ["a", "b"])])
    let factor = RiskFactor(
      name: "doubled", operation: .multiply(2), conditions: [("risk_object", "alice")])
    let drafter = FindingDrafter(
      detection: detection, deployment: Deployment.builtIn(for: .ttp), factors: [factor],
      assets: AssetPriorities([("Bo*", .critical), ("bob", .low)]), throttle: nil,
      identity: FindingIdentity(Plan(source: .events(EventScan()))),
      interval: SearchInterval(
        detection: detection.id, nominal: 1_795_504_200, earliest: 1_795_500_000,
        latest: 1_795_503_600))
    let batch = Batch(rowCount: 1)
    let arena = Arena()
    var filled = batch
    for (name, values) in row.fields {
      filled.set(name, Column([arena.cell(values.map { arena.store($0) })], arenas: [arena]))
    }
    let rows = FindingRows([filled], maker: FindingMaker(detection: detection, times: times))
    return StashEvent.block(of: drafter.drafts(of: rows).flatMap(\.events), host: "h")
  }

  private func table(_ search: String) throws -> [[String: [String]]] {
    let path = FileManager.default.temporaryDirectory.path + "/needletail-risk-\(UUID()).ndjson"
    try lines(events()).write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let source = FileSource(
      paths: [path], options: FileSourceOptions(arrival: 1_795_600_000, workerCount: 1))
    let found = try StoredEvents.table(search, in: source, compiler: compiler())
    return found.rows.map { Dictionary(uniqueKeysWithValues: zip(found.fields, $0)) }
  }

  @Test func riskIndexHasItsFields() throws {
    let rows = try table(
      "index=risk | sort risk_object | table _time source sourcetype search_name risk_object "
        + "risk_object_type risk_score calculated_risk_score risk_factor_mult_matched role "
        + "annotations.mitre_attack analyticstories contributing_events_search user group "
        + "risk_object_priority")
    #expect(rows.map { $0["risk_object_priority"] ?? [] } == [[], ["critical"]])
    #expect(rows.map { $0["risk_object"] ?? [] } == [["alice"], ["bob"]])
    #expect(rows.map { $0["calculated_risk_score"] ?? [] } == [["80"], ["40"]])
    let first = try #require(rows.first)
    #expect(first["risk_score"] == ["40"])
    #expect(first["source"] == ["Sample"])
    #expect(first["sourcetype"] == ["stash"])
    #expect(first["risk_object_type"] == ["user"])
    #expect(first["risk_factor_mult_matched"] == ["doubled"])
    #expect(first["role"] == ["a", "b"])
    #expect(first["user"] == ["alice", "bob"])
    #expect(first["annotations.mitre_attack"] == ["T1053.007"])
    #expect(
      first["contributing_events_search"] == [#"| savedsearch "Sample" | search user="alice""#])
  }

  @Test func notableIndexHasItsFields() throws {
    let rows = try table(
      "index=notable | table rule_title severity urgency status_label owner drilldown_search")
    #expect(rows.count == 1)
    #expect(rows[0]["rule_title"] == ["Sample by alice, bob"])
    #expect(rows[0]["severity"] == ["low"])
    // One step up for what matters most.
    #expect(rows[0]["urgency"] == ["medium"])
    #expect(rows[0]["status_label"] == ["New"])
    #expect(rows[0]["owner"] == ["unassigned"])
    let search = rows[0]["drilldown_search"]?.first ?? ""
    #expect(search.contains(#"user="alice""#))
  }

  @Test func theDataModelSeesThem() throws {
    let rows = try table(
      "| from datamodel=Risk.All_Risk | stats sum(calculated_risk_score) as score by risk_object")
    #expect(rows.map { $0["score"] ?? [] } == [["80"], ["40"]])
    let counted = try table(
      "| tstats sum(All_Risk.calculated_risk_score) as score "
        + "values(All_Risk.annotations.mitre_attack.mitre_tactic_id) as tactic "
        + "dc(source) as sources from datamodel=Risk.All_Risk by All_Risk.normalized_risk_object")
    #expect(counted.map { $0["All_Risk.normalized_risk_object"] ?? [] } == [["alice"], ["bob"]])
    #expect(counted.map { $0["score"] ?? [] } == [["80"], ["40"]])
    #expect(counted[0]["sources"] == ["1"])
    #expect(counted[0]["tactic"] != [])
  }

  /// Both shipped rules have tests of their own; here the severity that they give.
  @Test(arguments: [("100", "medium"), ("249", "medium"), ("250", "high"), ("500", "critical")])
  func severityOfASum(score: String, expected: String) throws {
    let rows = try table(
      "| makeresults | eval risk_score=\(score) | `get_risk_severity(risk_score)`")
    #expect(rows.first?["severity"] == [expected])
  }
}
