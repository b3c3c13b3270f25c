import Content
import Foundation
import KubernetesAudit
import Testing

/// Logs that real API servers wrote, beside the policies that they were given.
@Suite struct RealLogTests {
  private static let logs = ["kube_apiserver_1_36_metadata", "kube_apiserver_1_36_eks"].filter {
    AuditFixture.data("audit/\($0)/events.ndjson") != nil
  }

  private func policy(of log: String) throws -> AuditPolicy {
    let path = try #require(AuditFixture.data("audit/\(log)/policy.yaml"))
    return try #require(AuditPolicyReader.load(path).policy)
  }

  /// A policy applied to what was recorded under it changes nothing.
  @Test(arguments: logs) func theServersOwnLogStaysAsItIs(_ log: String) throws {
    let file = try #require(AuditFixture.data("audit/\(log)/events.ndjson"))
    let reduced = try AuditFixture.reduced(file, under: try policy(of: log))
    defer { try? FileManager.default.removeItem(atPath: reduced) }
    let before = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
    let after = try String(contentsOfFile: reduced, encoding: .utf8).split(separator: "\n")
    #expect(after.count == before.count)
    for (a, b) in zip(before, after) where a != b {
      Issue.record("\(a.prefix(300))\n\(b.prefix(300))")
    }
  }

  /// A detection that is said to be blind finds nothing in the log; the designed attacks are found
  /// by those that see everything.
  @Test(arguments: logs) func theDoctorAgreesWithTheLog(_ log: String) throws {
    let file = try #require(AuditFixture.data("audit/\(log)/events.ndjson"))
    let doctor = PolicyDoctor(policy: try policy(of: log))
    let found = try AuditFixture.findings(of: AuditFixture.library.detections, in: file)
    for search in AuditFixture.searches {
      let verdict = doctor.verdict(for: search)
      let rows = try #require(found[search.name])
      if verdict.sight == .blind { #expect(rows.isEmpty, "\(search.name): \(verdict.reason)") }
    }
    let seed = try #require(found["Kubernetes Cron Job Creation"])
    #expect(seed.isEmpty == (log == "kube_apiserver_1_36_metadata"))
  }

  /// Over a log that holds much, reduced by each policy: what sees everything finds the same, what
  /// is blind finds nothing.
  @Test(arguments: [
    "k8s-website-example", "falco-k8saudit", "gce-kube-up-b574b11f", "minikube-postscripton",
    "gitops-reverser-e2e",
  ]) func theDoctorAgreesWithReducedLogs(_ name: String) throws {
    guard let file = AuditFixture.data("audit/kube_apiserver_1_36_eks/events.ndjson"),
      let path = AuditFixture.data("policies/\(name).yaml")
    else { return }
    try compare(try #require(AuditPolicyReader.load(path).policy), file)
  }

  @Test func theDoctorAgreesWithALogOfMetadata() throws {
    guard let file = AuditFixture.data("audit/kube_apiserver_1_36_eks/events.ndjson") else {
      return
    }
    try compare(AuditPolicy(rules: [.init(level: .metadata)]), file)
    try compare(AuditPolicy(rules: [.init(level: .request)]), file)
  }

  private func compare(_ policy: AuditPolicy, _ file: String) throws {
    let all = AuditFixture.library.detections
    let full = try AuditFixture.reduced(
      file,
      under: AuditPolicy(rules: [.init(level: .requestResponse)], omitStages: [.requestReceived]))
    let reduced = try AuditFixture.reduced(full, under: policy)
    defer {
      try? FileManager.default.removeItem(atPath: full)
      try? FileManager.default.removeItem(atPath: reduced)
    }
    let before = try AuditFixture.findings(of: all, in: full)
    let after = try AuditFixture.findings(of: all, in: reduced)
    let doctor = PolicyDoctor(policy: policy)
    for search in AuditFixture.searches {
      let verdict = doctor.verdict(for: search)
      let (had, has) = (Self.rows(before[search.name]), Self.rows(after[search.name]))
      switch verdict.sight {
      case .everything: #expect(has == had, "\(search.name): \(verdict.reason)")
      case .blind: #expect(has.isEmpty, "\(search.name): \(verdict.reason)")
      case .degraded: break
      }
    }
  }

  /// The level that an event was recorded with is not what a policy can lose.
  private static func rows(_ rows: [[String: [String]]]?) -> Set<[String: [String]]> {
    Set((rows ?? []).map { $0.filter { $0.key != "level" } })
  }
}
