import Content
import DetectionTesting
import Diagnostics
import EventModel
import Foundation
import QueryPlan
import SearchEngine

/// A detection of audit events, and what its tests run with.
enum Samples {
  static func detection(
    name: String = "Pod Shell", type: String = "TTP",
    search: String = "verb=create objectRef.resource=pods | table user.username",
    tests: String, extra: String = ""
  ) -> String {
    """
    name: \(name)
    id: 11111111-2222-3333-4444-\(String(format: "%012d", abs(name.hashValue) % 1_000_000))
    version: 1
    creation_date: '2026-01-02'
    modification_date: '2026-01-02'
    author: A Person
    status: production
    type: \(type)
    description: Finds a shell.
    search: '\(search)'
    finding:
      title: Shell by $user.username$
      entity: {field: user.username, type: user, score: 50}
    analytic_story: [A Story]
    mitre_attack_id: [T1609]
    \(extra)
    tests:
    \(tests)
    """
  }

  static func library(_ texts: String...) -> ContentLibrary {
    ContentLoader.load(
      texts.enumerated().map {
        (SourceText(name: "content/detections/\($0).yml", text: $1), .detection)
      })
  }

  /// An audit event of one line.
  static func event(
    user: String = "alice", verb: String = "create", resource: String = "pods",
    time: String = "2026-01-05T10:00:30.000000Z"
  ) -> String {
    #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"a","#
      + #""stage":"ResponseComplete","verb":"\#(verb)","user":{"username":"\#(user)"},"#
      + #""objectRef":{"resource":"\#(resource)"},"stageTimestamp":"\#(time)"}"#
  }

  static func setup(_ library: ContentLibrary, mirrors: [String] = []) -> TestSetup {
    TestSetup(
      compiler: SearchCompiler(
        macros: library.macros,
        environment: SearchEnvironment(now: 1_800_000_000, zone: .utc)),
      attackData: AttackDataStore(mirrors: mirrors),
      deployment: { library.deployment(for: $0) }, workerCount: 2)
  }

  static func outcomes(
    _ library: ContentLibrary, kinds: Set<TestOutcome.Kind> = [.unit, .integration],
    mirrors: [String] = []
  ) throws -> [TestOutcome] {
    try TestRunner(setup(library, mirrors: mirrors)).run(
      TestPlan(library.detections, kinds: kinds))
  }

  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The package's neighbour with the real content; nil where it is absent.
  static func shared(_ path: String) -> String? {
    let found = URL(fileURLWithPath: repository).deletingLastPathComponent()
      .appendingPathComponent("shared/data/" + path).path
    return FileManager.default.fileExists(atPath: found) ? found : nil
  }
}
