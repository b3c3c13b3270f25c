import Content
import KubernetesAudit
import Testing

/// What the doctor says of searches, reasoned from the levels and stages of the documentation.
@Suite struct PolicyDoctorTests {
  private static let seed = "Kubernetes Cron Job Creation"

  private func verdict(_ name: String, _ policy: AuditPolicy) throws -> PolicyVerdict {
    let search = try #require(AuditFixture.searches.first { $0.name == name })
    return PolicyDoctor(policy: policy).verdict(for: search)
  }

  private func verdict(spl: String, _ policy: AuditPolicy) throws -> PolicyVerdict {
    let search = try #require(try AuditFixture.search(spl))
    return PolicyDoctor(policy: policy).verdict(for: search)
  }

  @Test func theSeedDetectionIsBlindUnderMetadata() throws {
    let verdict = try verdict(Self.seed, AuditFixture.policy("- level: Metadata\n"))
    #expect(verdict.sight == .blind)
    #expect(verdict.line == 4)
    #expect(
      verdict.reason
        == "create cronjobs.batch: line 4 records Metadata, so `stats … by requestObject.kind` "
        + "drops the row (requestObject.kind: level Request)")
  }

  @Test func theSeedDetectionSeesEverythingWithBodiesOfCronJobs() throws {
    let policy = try AuditFixture.policy(
      """
      - level: None
        verbs: [get]
      - level: RequestResponse
        resources: [{group: batch, resources: [cronjobs]}]
      - level: Metadata
      """)
    let verdict = try verdict(Self.seed, policy)
    #expect(verdict.sight == .everything)
    #expect(verdict.line == 6)
  }

  @Test func aRuleForSomeNamespacesDegrades() throws {
    let policy = try AuditFixture.policy(
      """
      - level: Request
        namespaces: [a]
        resources: [{group: batch}]
      - level: Metadata
      """)
    let verdict = try verdict(Self.seed, policy)
    #expect(verdict.sight == .degraded)
    #expect(verdict.line == 7)
  }

  @Test func aRuleForAnotherNamespaceOfTheSearchDoesNotMatter() throws {
    let spl = #"`kube_audit` verb=delete objectRef.resource=pods objectRef.namespace=a"#
    let policy = try AuditFixture.policy(
      """
      - {level: None, namespaces: [b]}
      - {level: Metadata, namespaces: [a]}
      """)
    #expect(try verdict(spl: spl, policy).sight == .everything)
    #expect(try verdict(spl: spl, policy).line == 5)
  }

  @Test func withoutARuleASearchIsBlind() throws {
    let policy = try AuditFixture.policy("- {level: RequestResponse, verbs: [get]}\n")
    let verdict = try verdict(Self.seed, policy)
    #expect(verdict.sight == .blind)
    #expect(verdict.line == nil)
    #expect(verdict.reason == "create cronjobs.batch: no rule matches, so nothing is recorded")
  }

  @Test(arguments: [
    // What must match, what rows are made of, what they only tell, what leaves rows out.
    ("requestObject.spec.type=NodePort | stats count by user.username", PolicyVerdict.Sight.blind),
    ("| stats count by requestObject.spec.type", .blind),
    ("| stats count values(requestObject.spec.type) as t by user.username", .degraded),
    ("NOT requestObject.spec.type=NodePort | stats count by user.username", .degraded),
    ("| stats count by user.username", .everything),
    ("| eval t=coalesce('requestObject.spec.type', \"-\") | stats count by t", .degraded),
    ("| where isnotnull('requestObject.spec.type') | stats count by user.username", .blind),
    ("| stats dc(requestObject.spec.type) as n by user.username | where n > 2", .degraded),
    (
      "| fillnull value=\"-\" requestObject.spec.type | stats count by requestObject.spec.type",
      .degraded
    ),
    ("| rename requestObject.spec.type as t | search t=NodePort | table t", .blind),
    (
      "(requestObject.spec.type=NodePort OR objectRef.name=x) | stats count by user.username",
      .degraded
    ),
    ("| eval n=requestObject.spec.type | stats count by user.username", .everything),
  ])
  func fieldsOfBodiesUnderMetadata(_ rest: String, _ sight: PolicyVerdict.Sight) throws {
    let spl = "`kube_audit` verb=update objectRef.resource=services stage=ResponseComplete " + rest
    #expect(try verdict(spl: spl, AuditFixture.policy("- level: Metadata\n")).sight == sight)
    #expect(
      try verdict(spl: spl, AuditFixture.policy("- level: Request\n")).sight == .everything)
  }

  @Test func answersNeedTheHighestLevel() throws {
    let spl = "`kube_audit` verb=get objectRef.resource=pods responseObject.kind=Pod | table verb"
    #expect(try verdict(spl: spl, AuditFixture.policy("- level: Request\n")).sight == .blind)
    #expect(
      try verdict(spl: spl, AuditFixture.policy("- level: RequestResponse\n")).sight == .everything)
  }

  @Test func stagesThatAreOmittedMatter() throws {
    let spl = "`kube_audit` objectRef.resource=pods responseStatus.code=200 stage=%@ | table verb"
    func sight(_ stage: String, verb: String, omitting: String) throws -> PolicyVerdict.Sight {
      try verdict(
        spl: spl.replacing("%@", with: stage) + " | search verb=\(verb)",
        AuditFixture.policy("- level: Metadata\n", head: "omitStages: [\(omitting)]\n")
      ).sight
    }
    #expect(try sight("ResponseComplete", verb: "get", omitting: "RequestReceived") == .everything)
    #expect(try sight("ResponseComplete", verb: "get", omitting: "ResponseComplete") == .blind)
  }

  @Test func sessionsAreSeenLateWithoutTheirStart() throws {
    let policy = try AuditFixture.policy(
      "- level: Metadata\n", head: "omitStages: [ResponseStarted]\n")
    let verdict = try verdict("Kubernetes Port Forward to Pod", policy)
    #expect(verdict.sight == .degraded)
    #expect(verdict.reason.contains("omits ResponseStarted"))
  }

  @Test func textsOfTheEventMayStandInBodies() throws {
    let spl = "`kube_audit` verb=create objectRef.resource=pods hostNetwork | table verb"
    #expect(try verdict(spl: spl, AuditFixture.policy("- level: Metadata\n")).sight == .degraded)
  }

  @Test func callersOfOtherGroupsDoNotMatter() throws {
    let policy = try AuditFixture.policy(
      """
      - {level: None, userGroups: ["system:authenticated"], nonResourceURLs: ["/api*"]}
      - level: Metadata
      """)
    let spl =
      #"`kube_audit` user.username="system:anonymous" requestURI="/api*" | table requestURI"#
    #expect(try verdict(spl: spl, policy).sight == .everything)
    let account = #"`kube_audit` user.username="system:serviceaccount:a:b" | table requestURI"#
    #expect(try verdict(spl: account, policy).sight == .degraded)
  }

  @Test func searchesOfOtherEventsAreLeftToOthers() throws {
    #expect(try AuditFixture.search("sourcetype=aws:cloudtrail eventName=CreateUser") == nil)
    #expect(try AuditFixture.search("| makeresults") == nil)
  }

  @Test func everyDetectionOfThePackIsAboutAuditEvents() {
    #expect(AuditFixture.searches.count == AuditFixture.detections.count)
    let everything = AuditPolicy(rules: [.init(level: .requestResponse)])
    for search in AuditFixture.searches {
      let verdict = PolicyDoctor(policy: everything).verdict(for: search)
      #expect(verdict.sight == .everything, "\(search.name): \(verdict.reason)")
    }
  }
}
