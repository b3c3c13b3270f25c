import Content
import Detections
import Diagnostics
import EventFiles
import EventModel
import Execution
import Foundation
import KubernetesAudit
import QueryPlan
import SPLSyntax
import SearchEngine

/// The pack that ships with the program, searches as the doctor sees them, and real logs.
enum AuditFixture {
  static let root: String =
    URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  static let pack = root + "/Content"

  static let library = ContentLoader.load(folders: [pack])

  /// Real logs, in place; nil where they are not there.
  static func data(_ path: String) -> String? {
    let full = URL(filePath: root).deletingLastPathComponent().path + "/shared/data"
    let file = full + "/" + path
    return FileManager.default.fileExists(atPath: file) ? file : nil
  }

  static let environment = SearchEnvironment(now: 1_800_000_000, zone: .utc)

  static func compiler(
    _ library: ContentLibrary = library, folders: [String] = [pack]
  ) -> SearchCompiler {
    SearchCompiler(
      macros: library.macros,
      knowledge: AuditKnowledge(
        ContentKnowledge(ContentStore(folders: folders), overrides: [], geoDatabase: nil)),
      environment: environment)
  }

  /// Those that look at audit events; correlations look at what these found.
  static let detections = library.detections.filter { $0.type != .correlation }

  static let searches: [AuditSearch] = detections.compactMap { search($0) }

  static func search(_ detection: Detection, _ compiler: SearchCompiler = compiler())
    -> AuditSearch?
  {
    guard let plan = try? compiler.checked(detection.search).plan else { return nil }
    return AuditSearch(name: detection.name, plan: plan)
  }

  /// A search of its own, over the macros of the pack.
  static func search(_ spl: String, named name: String = "search") throws -> AuditSearch? {
    let text = SourceText(name: name, text: spl)
    return AuditSearch(name: name, plan: try compiler().checked(text.wholeSpan).plan)
  }

  static func policy(_ rules: String, head: String = "") throws -> AuditPolicy {
    let text = "apiVersion: audit.k8s.io/v1\nkind: Policy\n" + head + "rules:\n" + rules
    let read = AuditPolicyReader.read(SourceText(name: "policy.yaml", text: text))
    if let error = read.diagnostics.first { throw error }
    return try read.policy ?? { throw SourceError("no policy") }()
  }

  /// The rows that detections find in events, as texts: by detection, in any order.
  static func findings(
    of detections: [Detection], in file: String, compiler: SearchCompiler = compiler()
  ) throws -> [String: [[String: [String]]]] {
    let source = FileSource(
      paths: [file],
      options: FileSourceOptions(arrival: environment.now, workerCount: 2))
    let result = try DetectionRun(compiler: compiler).run(detections, over: source)
    var found: [String: [[String: [String]]]] = [:]
    for outcome in result.outcomes {
      found[outcome.detection.name] = Array(outcome.findings).map { finding in
        Dictionary(finding.row.fields.map { ($0.name, $0.values) }) { a, _ in a }
      }
    }
    return found
  }

  /// A file with what is left of another under a policy; the caller removes it.
  static func reduced(_ file: String, under policy: AuditPolicy) throws -> String {
    let reduction = AuditPolicyReduction(policy)
    var output = Data()
    let arena = Arena()
    let text = try String(contentsOfFile: file, encoding: .utf8)
    for line in text.split(separator: "\n") {
      guard let kept = try reduction.apply(to: arena.store(String(line))) else { continue }
      output.append(contentsOf: kept + [UInt8(ascii: "\n")])
    }
    let path = NSTemporaryDirectory() + "needletail-\(UUID().uuidString).ndjson"
    try output.write(to: URL(fileURLWithPath: path))
    return path
  }
}
