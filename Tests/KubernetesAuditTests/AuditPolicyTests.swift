import Content
import Diagnostics
import KubernetesAudit
import Testing

/// Each clause of the policy's documentation, with the policy as it is written in a file.
@Suite struct AuditPolicyTests {
  private func policy(_ rules: String, head: String = "") throws -> AuditPolicy {
    let text = "apiVersion: audit.k8s.io/v1\nkind: Policy\n" + head + "rules:\n" + rules
    let read = AuditPolicyReader.read(SourceText(name: "policy.yaml", text: text))
    try #require(read.diagnostics.filter { $0.severity == .error }.map { $0.rendered() } == [])
    return try #require(read.policy)
  }

  private func request(
    _ verb: String, _ resource: String, group: String = "", namespace: String = "default",
    name: String = "", user: String? = "alice", groups: [String] = ["system:authenticated"]
  ) -> AuditRequest {
    let parts = resource.split(separator: "/").map(String.init)
    return AuditRequest(
      verb: verb, user: user, groups: groups,
      target: .resource(
        .init(
          group: group, resource: parts[0], subresource: parts.count > 1 ? parts[1] : "",
          namespace: namespace, name: name)))
  }

  private func path(
    _ path: String, verb: String = "get", groups: [String] = ["system:authenticated"]
  ) -> AuditRequest {
    AuditRequest(verb: verb, user: "alice", groups: groups, target: .path(path))
  }

  @Test func theFirstRuleThatMatchesDecides() throws {
    let policy = try policy(
      """
      - level: None
        users: [bob]
      - level: Request
        verbs: [create]
      - level: RequestResponse
      """)
    #expect(policy.decision(for: request("create", "pods", user: "bob")).level == .none)
    #expect(policy.decision(for: request("create", "pods")).level == .request)
    #expect(policy.decision(for: request("get", "pods")).level == .requestResponse)
    #expect(policy.decision(for: request("get", "pods")).ruleIndex == 2)
    #expect(policy.rules.map { $0.line } == [4, 6, 8])
  }

  @Test func withoutARuleNothingIsRecorded() throws {
    let policy = try policy("- {level: Metadata, verbs: [create]}\n")
    let decision = policy.decision(for: request("get", "pods"))
    #expect(decision.level == .none)
    #expect(decision.ruleIndex == nil)
  }

  @Test func everyLevelHoldsThoseBelow() {
    #expect(AuditLevel.none < .metadata)
    #expect(AuditLevel.metadata < .request)
    #expect(AuditLevel.request < .requestResponse)
  }

  @Test func usersAreExactNames() throws {
    let policy = try policy("- {level: Metadata, users: [\"system:node:*\", alice]}\n")
    #expect(policy.decision(for: request("get", "pods")).level == .metadata)
    #expect(policy.decision(for: request("get", "pods", user: "system:node:a")).level == .none)
    #expect(policy.decision(for: request("get", "pods", user: nil)).level == .none)
  }

  @Test func oneGroupInCommonIsEnough() throws {
    let policy = try policy("- {level: Metadata, userGroups: [a, b]}\n")
    #expect(policy.decision(for: request("get", "pods", groups: ["x", "b"])).level == .metadata)
    #expect(policy.decision(for: request("get", "pods", groups: ["x"])).level == .none)
  }

  @Test func verbsAreExact() throws {
    let policy = try policy("- {level: Metadata, verbs: [delete]}\n")
    #expect(policy.decision(for: request("delete", "pods")).level == .metadata)
    #expect(policy.decision(for: request("deletecollection", "pods")).level == .none)
  }

  @Test func everyListOfARuleMustMatch() throws {
    let policy = try policy(
      "- {level: Metadata, users: [alice], verbs: [get], namespaces: [default]}\n")
    #expect(policy.decision(for: request("get", "pods")).level == .metadata)
    #expect(policy.decision(for: request("get", "pods", namespace: "other")).level == .none)
    #expect(policy.decision(for: request("list", "pods")).level == .none)
  }

  @Test(arguments: [
    ("pods", "pods", true), ("pods", "pods/log", false), ("pods/log", "pods/log", true),
    ("pods/log", "pods", false), ("pods/*", "pods/exec", true), ("pods/*", "pods", true),
    ("*/scale", "deployments/scale", true), ("*/scale", "deployments", false),
    ("*", "pods", true), ("*", "pods/exec", true), ("po*", "pods", false),
  ])
  func resourcesAndSubresources(_ pattern: String, _ resource: String, _ matches: Bool) throws {
    let policy = try policy(
      "- {level: Metadata, resources: [{group: \"\", resources: [\"\(pattern)\"]}]}\n")
    let level = policy.decision(for: request("get", resource)).level
    #expect(level == (matches ? .metadata : .none))
  }

  @Test func aGroupHasNoVersionAndTheCoreGroupIsEmpty() throws {
    let policy = try policy(
      "- {level: Metadata, resources: [{group: batch}, {resources: [pods]}]}\n")
    #expect(policy.decision(for: request("get", "cronjobs", group: "batch")).level == .metadata)
    #expect(
      policy.decision(for: request("get", "cronjobs/status", group: "batch")).level == .metadata)
    #expect(policy.decision(for: request("get", "pods")).level == .metadata)
    #expect(policy.decision(for: request("get", "pods", group: "apps")).level == .none)
  }

  @Test func resourceNamesAreThoseOfThePath() throws {
    let policy = try policy(
      "- {level: Metadata, resources: [{resources: [configmaps], resourceNames: [a]}]}\n")
    #expect(policy.decision(for: request("get", "configmaps", name: "a")).level == .metadata)
    #expect(policy.decision(for: request("get", "configmaps", name: "b")).level == .none)
    // A creation has its name in the body only.
    #expect(policy.decision(for: request("create", "configmaps")).level == .none)
  }

  @Test func theEmptyNamespaceStandsForResourcesOfNone() throws {
    let policy = try policy("- {level: Metadata, namespaces: [\"\"]}\n")
    #expect(policy.decision(for: request("get", "nodes", namespace: "")).level == .metadata)
    #expect(policy.decision(for: request("get", "pods")).level == .none)
    #expect(policy.decision(for: path("/healthz")).level == .none)
  }

  @Test(arguments: [
    ("/healthz", "/healthz", true), ("/healthz", "/healthz/etcd", false),
    ("/healthz*", "/healthz/etcd", true), ("/api*", "/apis/batch", true), ("*", "/x", true),
    ("/version", "/versions", false),
  ])
  func pathsMayEndWithAStar(_ pattern: String, _ asked: String, _ matches: Bool) throws {
    let policy = try policy("- {level: Metadata, nonResourceURLs: [\"\(pattern)\"]}\n")
    #expect(policy.decision(for: path(asked)).level == (matches ? .metadata : .none))
    #expect(policy.decision(for: request("get", "pods")).level == .none)
  }

  @Test func aRuleWithoutTargetsIsAboutResourcesAndPaths() throws {
    let policy = try policy("- level: Metadata\n")
    #expect(policy.decision(for: path("/x")).level == .metadata)
    #expect(policy.decision(for: request("get", "pods")).level == .metadata)
  }

  @Test func omittedStagesAddUp() throws {
    let policy = try policy(
      """
      - {level: Metadata, verbs: [get], omitStages: [ResponseStarted]}
      - level: Metadata
      """, head: "omitStages: [RequestReceived]\n")
    #expect(
      policy.decision(for: request("get", "pods")).omitStages
        == [.requestReceived, .responseStarted])
    #expect(policy.decision(for: request("list", "pods")).omitStages == [.requestReceived])
  }

  @Test func aRuleOverridesWhetherManagedFieldsAreOmitted() throws {
    let policy = try policy(
      """
      - {level: Request, verbs: [create], omitManagedFields: false}
      - level: Request
      """, head: "omitManagedFields: true\n")
    #expect(!policy.decision(for: request("create", "pods")).omitManagedFields)
    #expect(policy.decision(for: request("update", "pods")).omitManagedFields)
  }

  // MARK: Files

  private func messages(_ text: String) -> [String] {
    AuditPolicyReader.read(SourceText(name: "p.yaml", text: text)).diagnostics.map { diagnostic in
      let place = diagnostic.span?.position
      return "\(diagnostic.severity.rawValue) \(place?.line ?? 0): \(diagnostic.message)"
    }
  }

  private let head = "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n"

  @Test func wrongValuesAreErrorsAtTheirPlace() {
    #expect(
      messages(head + "- level: metadata\n") == [
        "error 4: `rules[0].level` is one of `None`, `Metadata`, `Request`, `RequestResponse`"
      ])
    #expect(
      messages(head + "- level: Metadata\n  omitStages: [Begin]\n").map { $0.prefix(8) }
        == ["error 5:"])
    #expect(
      messages(head + "- {level: None, nonResourceURLs: [/x], resources: [{group: a}]}\n") == [
        "error 4: a rule is either about resources or about paths"
      ])
    #expect(
      messages(head + "- {level: None, nonResourceURLs: [x]}\n") == [
        "error 4: a path of `nonResourceURLs` starts with `/`, or is `*`"
      ])
    #expect(
      messages(head + "- {level: None, resources: [{resourceNames: [x]}]}\n") == [
        "error 4: `resourceNames` need `resources`"
      ])
    #expect(
      messages("apiVersion: v1\nkind: Policy\nrules: [{level: None}]\n") == [
        "error 1: the `apiVersion` of an audit policy is `audit.k8s.io/v1`"
      ])
    #expect(
      messages("apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: []\n") == [
        "error 3: a policy has at least one rule"
      ])
  }

  @Test func unknownKeysAreLeftOutWithAWarning() {
    let text = head + "- level: Metadata\n  resources: [{group: x, resource: [y]}]\n"
    let read = AuditPolicyReader.read(SourceText(name: "p.yaml", text: text))
    #expect(
      messages(text) == [
        "warning 5: the API server leaves out the unknown key `rules[0].resources[0].resource`"
      ])
    #expect(read.policy?.rules[0].resources == [.init(group: "x")])
  }

  @Test func starsInNamesAreToldOf() {
    #expect(
      messages(head + "- {level: Metadata, users: [\"system:node:*\"]}\n") == [
        "warning 4: a `*` in `rules[0].users` stands for itself, so nothing matches it"
      ])
  }

  @Test func olderVersionsAreReadWithAWarning() {
    #expect(
      messages("apiVersion: audit.k8s.io/v1beta1\nkind: Policy\nrules: [{level: None}]\n") == [
        "warning 1: API servers from 1.24 on refuse a policy of `audit.k8s.io/v1beta1`"
      ])
  }
}
