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
    var outcomes: [DetectionRun.Outcome] = []
    for data in test.attackData {
      let source = FileSource(
        paths: [folder + "/" + data.data],
        options: FileSourceOptions(
          source: data.source, sourcetype: data.sourcetype, host: data.host,
          index: data.customIndex, arrival: 1_800_000_000, workerCount: 2))
      let result = try runner.run([detection], over: source)
      if !result.report.unreadableFiles.isEmpty || result.report.brokenRecords > 0 {
        throw SourceError("\(data.data) cannot be read: \(result.report)")
      }
      outcomes += result.outcomes
    }
    guard outcomes.count == 1 else {
      throw SourceError("\(detection.name), \(test.name): one file of events a test")
    }
    return outcomes[0]
  }

  private static let runner = DetectionRun(
    compiler: SearchCompiler(
      macros: library.macros,
      knowledge: ContentKnowledge(
        ContentStore(folders: folders), overrides: [], geoDatabase: nil),
      environment: SearchEnvironment(now: 1_800_000_000, zone: .utc)))
}
