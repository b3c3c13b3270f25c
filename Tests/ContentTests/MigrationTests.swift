import Content
import Diagnostics
import Foundation
import Testing

/// Source: the porting rules of the upstream tools for ESCU 6.
struct MigrationTests {
  private func migrated(_ text: String, path: String = "detections/cloud/d.yml") throws -> String {
    let source = SourceText(name: path, text: text)
    let outcome = try ContentMigration.migrated(
      source, kind: .detection, today: GoodRepository.today)
    return try #require(outcome).text
  }

  @Test(arguments: [DetectionShape.escu4, .escu5])
  func migratedFileHoldsToTheRulesOfTheNewShape(_ shape: DetectionShape) throws {
    let old = try #require(GoodRepository.files(shape).first)
    let text = try migrated(old.text, path: old.path)
      .replacing(
        "product:\n- Splunk Enterprise\n",
        with: "product:\n- Splunk Enterprise\n- Splunk Enterprise Security\n- Splunk Cloud\n"
      )
      // Twins of a technique and drill-downs that ESCU 4 does not have are for a person to see to.
      .replacing("- T1053\n", with: "")
    let drilldowns = text.contains("drilldown_searches") ? "" : "\n" + GoodRepository.drilldowns
    let files = GoodRepository.files(.escu6).map {
      file -> (source: SourceText, kind: ContentKind?) in
      let new = file.path == old.path ? text + drilldowns : file.text
      return (SourceText(name: file.path, text: new), file.kind)
    }
    let findings = ContentValidator(today: GoodRepository.today).validate(files).findings
    #expect(findings.map { $0.diagnostic.rendered() } == [], "\(text)")
  }

  @Test func untouchedLinesAndCommentsStay() throws {
    let old = GoodRepository.escu5.replacing(
      "author: A Person", with: "# who wrote it\nauthor: A Person   # or so")
    let new = try migrated(old)
    #expect(new.contains("# who wrote it\nauthor: A Person   # or so\n"))
    #expect(
      new.contains("version: 10\ncreation_date: '2026-03-30'\nmodification_date: '2026-11-24'"))
  }

  @Test func firstUserOfATTPBecomesItsFinding() throws {
    let old = GoodRepository.escu5.replacing("type: Anomaly", with: "type: TTP")
      .replacing(
        "  risk_objects:\n",
        with: "  risk_objects:\n  - field: dest\n    type: system\n    score: 40\n")
    let new = try migrated(old)
    #expect(
      new.contains(
        """
        finding:
            title: Cron job created by $user$
            entity:
                field: user
                type: user
                score: 20
        intermediate_findings:
            entities:
                - field: dest
                  type: system
                  score: 40
                  message: Cron job created by $user$
        """), "\(new)")
  }

  @Test func currentFilesStayAsTheyAre() throws {
    let source = SourceText(name: "detections/cloud/d.yml", text: GoodRepository.escu6)
    let outcome = try ContentMigration.migrated(source, kind: .detection, today: "2026-11-24")
    #expect(outcome == nil)
  }

  /// The three files of one detection that upstream published, one a generation.
  @Test(arguments: ["A_escu4.42_contentctl4", "B_contentctl5_2026-03-30"])
  func agreesWithThePublishedFile(_ old: String) throws {
    guard let folder = Samples.shared("formats") else { return }
    func read(_ name: String) throws -> SourceText {
      let path = folder + "/kubernetes_cron_job_creation.\(name).yml"
      return SourceText(
        name: "detections/cloud/kubernetes_cron_job_creation.yml",
        bytes: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    }
    let outcome = try ContentMigration.migrated(read(old), kind: .detection, today: "2026-05-13")
    let text = try #require(outcome).text
    let new = try #require(load(SourceText(name: "d.yml", text: text)))
    let published = try #require(load(read("C_contentctl-ng_2026-05-13")))
    #expect(new.shape == .escu6)
    #expect(new.modified == published.modified)
    #expect(new.type == published.type)
    #expect(new.threatObjects == published.threatObjects)
    #expect(new.mitreAttackIDs == published.mitreAttackIDs)
    #expect(new.analyticStories == published.analyticStories)
    #expect(new.tests.map(\.attackData) == published.tests.map(\.attackData))
    #expect(new.tests.map(\.kind) == published.tests.map(\.kind))
    #expect(new.finding == published.finding)
    #expect(new.riskObjects.map(\.field) == published.riskObjects.map(\.field))
    #expect(new.riskObjects.map(\.message) == published.riskObjects.map(\.message))
    guard old.hasPrefix("B") else { return }
    #expect(new.version == published.version)
    #expect(new.riskObjects == published.riskObjects)
    #expect(new.drilldownSearches == published.drilldownSearches)
    #expect(new.search.text == published.search.text)
  }

  private func load(_ source: SourceText) -> Detection? {
    ContentLoader.load([(source, .detection)]).detections.first
  }
}
