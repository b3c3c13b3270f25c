import Content
import Diagnostics
import Foundation
import KubernetesAudit
import Testing

/// The generated policy is enough, and no rule of it is too much.
@Suite struct PolicyGeneratorTests {
  private static let result = PolicyGenerator(AuditFixture.searches).generate()

  /// Detections that cannot be served without recording the bodies of secrets or tokens.
  private static let unserved = [
    "Kubernetes Long Lived Token Secret Created", "Kubernetes Service Account Token Requested",
  ]

  @Test func onlySecretsAndTokensAreLeftOut() {
    #expect(Self.result.unserved.map { $0.detection }.sorted() == Self.unserved)
    #expect(Self.result.served == AuditFixture.searches.count - Self.unserved.count)
  }

  @Test func theTextReadsAsTheSamePolicy() throws {
    let text = Self.result.policy.yaml(comments: ["a", ""])
    let read = AuditPolicyReader.read(SourceText(name: "generated", text: text))
    #expect(read.diagnostics.map { $0.rendered() } == [])
    let again = try #require(read.policy)
    #expect(
      again.rules.map { rule in
        var rule = rule
        rule.line = nil
        return rule
      } == Self.result.policy.rules)
    #expect(again.omitStages == Self.result.policy.omitStages)
  }

  @Test func bodiesOfSecretsAndTokensAreNeverRecorded() {
    let requests: [AuditRequest.Resource] = [
      .init(resource: "secrets", namespace: "a"),
      .init(resource: "serviceaccounts", subresource: "token", namespace: "a", name: "x"),
      .init(group: "authentication.k8s.io", resource: "tokenreviews"),
    ]
    for resource in requests {
      for verb in ["create", "get", "list", "update", "patch", "delete"] {
        let request = AuditRequest(verb: verb, user: "alice", target: .resource(resource))
        #expect(Self.result.policy.decision(for: request).level <= .metadata)
      }
    }
  }

  /// A search for the bodies of every resource is guarded as well.
  @Test func searchesOfAllBodiesAreGuarded() throws {
    let search = try #require(
      try AuditFixture.search("`kube_audit` requestObject.metadata.labels.app=x | table verb"))
    let policy = PolicyGenerator([search]).generate().policy
    let secret = AuditRequest(
      verb: "create", user: "alice", target: .resource(.init(resource: "secrets", namespace: "a")))
    let pod = AuditRequest(
      verb: "create", user: "alice", target: .resource(.init(resource: "pods", namespace: "a")))
    #expect(policy.decision(for: secret).level == .metadata)
    #expect(policy.decision(for: pod).level >= .request)
  }

  @Test func theSeedDetectionNeedsOneRule() throws {
    let search = try #require(
      AuditFixture.searches.first { $0.name == "Kubernetes Cron Job Creation" })
    let policy = PolicyGenerator([search]).generate().policy
    var rule = AuditPolicy.Rule(level: .request)
    rule.verbs = ["create"]
    rule.resources = [.init(group: "batch", resources: ["cronjobs"])]
    // Its search makes a row of each stage, and its unit test expects them.
    #expect(policy.rules == [rule])
    #expect(policy.omitStages == [])
  }

  @Test func theFirstStageIsOmittedWhereNoSearchTakesIt() throws {
    let search = try #require(
      AuditFixture.searches.first { $0.name == "Kubernetes Namespace Deleted" })
    #expect(PolicyGenerator([search]).generate().policy.omitStages == [.requestReceived])
  }

  @Test func theTestsOfThePackStayGreen() throws {
    let failed = try failures(under: Self.result.policy)
    #expect(failed == ["Kubernetes Long Lived Token Secret Created, True Positive Test"])
  }

  @Test func withoutAnyOneRuleATestBreaks() throws {
    let before = try failures(under: Self.result.policy)
    for index in Self.result.policy.rules.indices {
      var policy = Self.result.policy
      policy.rules.remove(at: index)
      let broken = try failures(under: policy, besides: before)
      #expect(!broken.isEmpty, "rule \(index + 1) breaks nothing")
    }
  }

  /// The unit tests of the pack that fail when their events are reduced first.
  ///
  /// `besides`: known ones; the first that is not among them ends the search.
  private func failures(
    under policy: AuditPolicy, besides known: [String]? = nil
  ) throws -> [String] {
    var failed: [String] = []
    for detection in AuditFixture.detections {
      for test in detection.tests where test.kind == .unit {
        guard let data = test.attackData.first else { continue }
        let file = try AuditFixture.reduced(AuditFixture.pack + "/" + data.data, under: policy)
        defer { try? FileManager.default.removeItem(atPath: file) }
        let rows = try AuditFixture.findings(of: [detection], in: file)[detection.name]?.count ?? 0
        let isGreen: Bool
        if let exact = test.expectedRows {
          isGreen = rows == exact
        } else if test.expectedResults == 0 {
          isGreen = rows == 0
        } else {
          isGreen = rows >= test.expectedResults ?? 1
        }
        let name = "\(detection.name), \(test.name)"
        if !isGreen, !(known?.contains(name) ?? false) { failed.append(name) }
        if known != nil, !failed.isEmpty { return failed }
      }
    }
    return failed
  }
}
