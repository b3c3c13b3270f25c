import Content
import Diagnostics
import Foundation
import KubernetesAudit
import Testing

/// The generated policy is enough, and no rule of it is too much.
@Suite struct PolicyGeneratorTests {
  private static let result = PolicyGenerator(AuditFixture.searches).generate()

  @Test func everyDetectionOfThePackIsServed() {
    #expect(Self.result.unserved.map { "\($0.detection): \($0.reason)" } == [])
    #expect(Self.result.served == AuditFixture.searches.count)
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

  /// A search that needs the body of a secret is named, and the body is not recorded all the same.
  @Test func searchesForBodiesOfSecretsAreNotServed() throws {
    let search = try #require(
      try AuditFixture.search("`kube_audit` objectRef.resource=secrets requestObject.type=x"))
    let result = PolicyGenerator([search]).generate()
    #expect(result.served == 0)
    #expect(result.unserved.map { $0.sight } == [.blind])
    let levels = result.policy.rules.map { $0.level }
    #expect(levels.allSatisfy { $0 == .metadata || $0 == .none }, "\(levels)")
  }

  /// The guard of secrets decides about them, so a rule of their own behind it is too much.
  @Test func noRuleStandsInTheShadowOfTheGuard() throws {
    let searches = [
      try AuditFixture.search("`kube_audit` \"a-word\" | stats count by verb"),
      try AuditFixture.search("`kube_audit` objectRef.resource=secrets verb=get | table stage"),
    ].compactMap { $0 }
    let policy = PolicyGenerator(searches).generate().policy
    let rules = policy.rules.filter { rule in
      rule.resources.contains { $0.resources.contains("secrets") }
    }
    #expect(rules.count == 1, "\(policy.yaml())")
    #expect(rules.first?.omitStages == [], "the search takes the first stage, too")
  }

  /// The published detections of audit logs, but for the old ones that look for words in bodies.
  @Test(.enabled(if: AuditFixture.data("escu/detections/cloud") != nil, "needs ../shared/data"))
  func thePublishedDetectionsAreServed() throws {
    let folder = try #require(AuditFixture.data("escu"))
    let folders = [AuditFixture.pack + "/platform", folder]
    let library = ContentLoader.load(folders: folders)
    let compiler = AuditFixture.compiler(library, folders: folders)
    let searches = library.detections.filter { detection in
      detection.name.hasPrefix("Kubernetes") && detection.status == .production
    }.compactMap { AuditFixture.search($0, compiler) }
    #expect(searches.count == 14, "\(searches.map { $0.name })")
    let result = PolicyGenerator(searches).generate()
    #expect(result.unserved.map { "\($0.detection): \($0.reason)" } == [])
    // Bodies of what they read bodies of, and no others.
    let bodies = result.policy.rules.filter { $0.level > .metadata }
    let resources = Set(bodies.flatMap { $0.resources }.flatMap { $0.resources })
    #expect(resources.isSuperset(of: ["cronjobs", "events", "pods", "services"]))
    #expect(resources.isDisjoint(with: ["secrets", "configmaps", "*", "serviceaccounts"]))
  }

  @Test func theTestsOfThePackStayGreen() throws {
    #expect(try failures(under: Self.result.policy) == [])
  }

  @Test func withoutAnyOneRuleATestBreaks() throws {
    for index in Self.result.policy.rules.indices {
      var policy = Self.result.policy
      policy.rules.remove(at: index)
      let broken = try failures(under: policy, isFirstEnough: true)
      #expect(!broken.isEmpty, "rule \(index + 1) breaks nothing")
    }
  }

  /// The unit tests of the pack that fail when their events are reduced first.
  ///
  private func failures(
    under policy: AuditPolicy, isFirstEnough: Bool = false
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
        if !isGreen { failed.append("\(detection.name), \(test.name)") }
        if isFirstEnough, !failed.isEmpty { return failed }
      }
    }
    return failed
  }
}
