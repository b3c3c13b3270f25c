import Content
import Detections
import Diagnostics
import EventFiles
import EventModel
import Execution
import Foundation
import QueryPlan
import SPLSyntax
import SearchEngine

/// The content that ships with the program, ready to run.
enum PackContent {
  static let folder: String =
    URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/Content"

  /// What searches build on, then the pack, as the program loads them.
  static let folders = [folder + "/platform", folder]

  static let library = ContentLoader.load(folders: folders)

  static func detection(named name: String) -> Detection? {
    library.detections.first { $0.name == name }
  }

  /// Runs one detection over the events of one of its tests.
  static func run(_ detection: Detection, _ test: DetectionTest) throws -> DetectionRun.Outcome {
    let files = test.attackData.map { data in
      FileSource(
        paths: [folder + "/" + data.data],
        options: FileSourceOptions(
          source: data.source, sourcetype: data.sourcetype, host: data.host,
          index: data.customIndex, arrival: 1_800_000_000, workerCount: 2))
    }
    let result = try runner.run([detection], over: SourceRow(sources: files))
    if !result.report.unreadableFiles.isEmpty || result.report.brokenRecords > 0 {
      throw SourceError("events of \(detection.name) cannot be read: \(result.report)")
    }
    return result.outcomes[0]
  }

  /// With the rules of source types.
  static let compiler = SearchCompiler(
    macros: library.macros,
    knowledge: ContentKnowledge(ContentStore(folders: folders), overrides: [], geoDatabase: nil),
    environment: SearchEnvironment(now: 1_800_000_000, zone: .utc))

  private static let runner = DetectionRun(compiler: compiler)
}

/// Several files, each with metadata of its own, read one after the other.
struct SourceRow: EventSource {
  let sources: [FileSource]

  func scan(_ requests: [ScanRequest], cancellation: Cancellation) throws -> ScanReport {
    var total = ScanReport()
    for source in sources {
      let report = try source.scan(requests, cancellation: cancellation)
      total.records += report.records
      total.brokenRecords += report.brokenRecords
      total.unreadableFiles += report.unreadableFiles
    }
    return total
  }
}
