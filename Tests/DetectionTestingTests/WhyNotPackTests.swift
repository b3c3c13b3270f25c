import Content
import DetectionTesting
import Diagnostics
import EventFiles
import EventModel
import Execution
import Foundation
import QueryPlan
import SearchEngine
import Testing

/// The near misses of the pack: each fails one condition, and why-not names it.
///
/// Source: `Content/README.md`, Tests: "The events of a near miss each fail one condition of the
/// search and meet all others. Where a search counts, the near miss is the group that stays just
/// below the limit."
@Suite struct WhyNotPackTests {
  private static let folder = Samples.repository + "/Content"
  private static let folders = [folder + "/platform", folder]
  private static let library = ContentLoader.load(folders: folders)
  private static let compiler = SearchCompiler(
    macros: library.macros,
    knowledge: ContentKnowledge(ContentStore(folders: folders), overrides: [], geoDatabase: nil),
    environment: SearchEnvironment(now: 1_800_000_000, zone: .utc))

  private func analysis(_ detection: Detection) throws -> (why: WhyNot, funnel: RowFunnel) {
    let data = try #require(detection.tests.first { $0.expectsNothing }?.attackData.first)
    let source = FileSource(
      paths: [Self.folder + "/" + data.data],
      options: FileSourceOptions(
        source: data.source, sourcetype: data.sourcetype, arrival: 1_800_000_000, workerCount: 1))
    let search = try Self.compiler.compile(detection.search)
    let funnel = try FunnelRun(
      plan: search.lowered, environment: Self.compiler.environment, sampleCount: 1000
    ).run(over: source)
    return (WhyNot(search, funnel), funnel)
  }

  @Test func theWholePackIsLookedAt() {
    #expect(Self.library.detections.count > 40)
  }

  @Test(arguments: library.detections.map { $0.name })
  func eachNearMissIsNamed(_ name: String) throws {
    let detection = try #require(Self.library.detections.first { $0.name == name })
    let (why, funnel) = try analysis(detection)
    let passed = funnel.terms.last?.rows ?? 0
    #expect((funnel.steps.last?.rows ?? passed) == 0, "\(name) fires")
    // Every event is told about: by the terms that it fails, or by the command that drops its row.
    #expect(why.misses.count + passed == funnel.events, "\(name)")
    for miss in why.misses {
      #expect(miss.fails.count == 1, "\(name): \(miss)")
      let works = miss.advice?.fires == true
      let countsToo = miss.advice?.end?.hasPrefix("where ") == true
      #expect(works || countsToo, "\(name): \(miss)")
    }
    guard passed > 0 else { return }
    #expect(!why.stages.isEmpty, "\(name)")
    for row in why.stages.flatMap({ $0.rows }) {
      #expect(!row.fails.isEmpty, "\(name): \(row)")
    }
  }
}
