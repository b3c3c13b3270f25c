import Foundation
import Testing

/// Events that Falco's rules know by name, seen by the pack's detections.
///
/// Source: `../shared/data/audit/falco/expected.json`: which rule fires on which line.
@Suite(.enabled(if: Shared.path("data/audit/falco") != nil, "needs ../shared/data"))
struct FalcoTests {
  /// A rule, the lines that it fires on, and the detection of the pack that looks for the same.
  /// The pack's detection of wildcard roles wants two stars where Falco's wants one, and is left out.
  static let pairs: [(rule: String, lines: Set<Int>, detection: String)] = [
    ("Create Privileged Pod", [21, 23, 24], "Kubernetes Privileged Pod Created"),
    ("Create HostNetwork Pod", [20], "Kubernetes Pod Shares Host Namespaces"),
    ("Create Sensitive Mount Pod", [25, 26], "Kubernetes Pod Mounts Sensitive Host Path"),
    ("Create NodePort Service", [29], "Kubernetes Service Exposed Outside Cluster"),
    ("Anonymous Request Allowed", [1], "Kubernetes Anonymous Access Allowed"),
    ("Attach to cluster-admin Role", [2], "Kubernetes Cluster Admin Role Bound"),
    ("System ClusterRole Modified/Deleted", [39, 50], "Kubernetes System Role Changed"),
    ("K8s Namespace Deleted", [44], "Kubernetes Namespace Deleted"),
    ("Attach/Exec Pod", [48], "Kubernetes Pod Exec Session"),
    ("Attach/Exec Pod", [3], "Kubernetes Pod Attach Session"),
    (
      "Service Account Created in Kube Namespace", [38],
      "Kubernetes Service Account Created in Kube System"
    ),
  ]

  @Test(arguments: pairs)
  func rulesAndDetectionsAgree(rule: String, lines: Set<Int>, detection: String) throws {
    let events = try Shared.lines("data/audit/falco/events.ndjson")
    let expected = try Shared.json("data/audit/falco/expected.json") as? [[String: Any]] ?? []
    let fired = Set(
      expected.filter { ($0["detect_counts"] as? [String: Int])?[rule] != nil }
        .flatMap { $0["lines"] as? [Int] ?? [] })
    #expect(lines.isSubset(of: fired))
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
