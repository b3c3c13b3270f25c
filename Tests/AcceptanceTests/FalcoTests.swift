import Foundation
import Testing

/// Events that Falco's rules know by name, seen by the pack's detections.
///
/// Source: `../shared/data/audit/falco/expected.json`: which rule fires on which line.
@Suite(.enabled(if: Shared.path("data/audit/falco") != nil, "needs ../shared/data"))
struct FalcoTests {
  /// A rule, and the detection of the pack that looks for the same.
  static let pairs = [
    ("Create Privileged Pod", "Kubernetes Privileged Pod Created"),
    ("Create HostNetwork Pod", "Kubernetes Pod Shares Host Namespaces"),
    ("Create Sensitive Mount Pod", "Kubernetes Pod Mounts Sensitive Host Path"),
    ("Create NodePort Service", "Kubernetes Service Exposed Outside Cluster"),
    ("Anonymous Request Allowed", "Kubernetes Anonymous Access Allowed"),
    ("Attach to cluster-admin Role", "Kubernetes Cluster Admin Role Bound"),
    ("ClusterRole With Wildcard Created", "Kubernetes Wildcard Role Created"),
    ("System ClusterRole Modified/Deleted", "Kubernetes System Role Changed"),
    ("K8s Namespace Deleted", "Kubernetes Namespace Deleted"),
  ]

  @Test(arguments: pairs) func rulesAndDetectionsAgree(rule: String, detection: String) throws {
    let events = try Shared.lines("data/audit/falco/events.ndjson")
    let expected = try Shared.json("data/audit/falco/expected.json") as? [[String: Any]] ?? []
    let lines = Set(
      expected.filter { ($0["detect_counts"] as? [String: Int])?[rule] != nil }
        .flatMap { $0["lines"] as? [Int] ?? [] })
    #expect(!lines.isEmpty)
    for line in lines.sorted() {
      let folder = try TemporaryFolder()
      let file = try folder.write("event.ndjson", events[line - 1] + "\n")
      let run = try Program.run([
        "detect", "--content", Program.root + "/Content", "--only", detection, file,
      ])
      #expect(run.status == 0, "\(run.summary)")
      #expect(!run.lines.isEmpty, "line \(line): \(events[line - 1].prefix(1500))")
    }
  }
}
