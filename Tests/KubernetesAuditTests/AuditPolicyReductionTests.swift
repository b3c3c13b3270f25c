import EventModel
import KubernetesAudit
import Testing

/// What is taken away from an event, and that nothing else is.
@Suite struct AuditPolicyReductionTests {
  private let event =
    #"{"kind":"Event","level":"RequestResponse","auditID":"1","stage":"ResponseComplete","#
    + #""requestURI":"/apis/batch/v1/namespaces/a/cronjobs?x=1\u0026y","verb":"create","#
    + #""user":{"username":"alice","groups":["dev"]},"objectRef":{"resource":"cronjobs","#
    + #""namespace":"a","name":"job","apiGroup":"batch"},"requestObject":{"kind":"CronJob","#
    + #""metadata":{"managedFields":[1],"name":"job"}},"responseObject":{"metadata":"#
    + #"{"name":"job","managedFields":[2]}},"stageTimestamp":"t"}"#

  private func reduced(_ policy: AuditPolicy, _ text: String? = nil) throws -> String? {
    let arena = Arena()
    let bytes = try AuditPolicyReduction(policy).apply(to: arena.store(text ?? event))
    return bytes.map { String(decoding: $0, as: UTF8.self) }
  }

  private func policy(_ level: AuditLevel, omitManagedFields: Bool = false) -> AuditPolicy {
    AuditPolicy(rules: [.init(level: level)], omitManagedFields: omitManagedFields)
  }

  @Test func theHighestLevelKeepsEveryByte() throws {
    #expect(try reduced(policy(.requestResponse)) == event)
  }

  @Test func requestTakesTheAnswerAway() throws {
    let expected =
      event.replacing(#""level":"RequestResponse""#, with: #""level":"Request""#)
      .replacing(#","responseObject":{"metadata":{"name":"job","managedFields":[2]}}"#, with: "")
    #expect(try reduced(policy(.request)) == expected)
  }

  @Test func metadataTakesBothAway() throws {
    let text = try #require(try reduced(policy(.metadata)))
    #expect(!text.contains("Object\":{\"kind\"") && !text.contains("responseObject"))
    #expect(text.contains(#""apiGroup":"batch"},"stageTimestamp":"t"}"#))
    #expect(text.contains(#""level":"Metadata""#))
  }

  @Test func noneAndNoRuleTakeTheEventAway() throws {
    #expect(try reduced(policy(.none)) == nil)
    var rule = AuditPolicy.Rule(level: .metadata)
    rule.verbs = ["get"]
    #expect(try reduced(AuditPolicy(rules: [rule])) == nil)
  }

  @Test func omittedStagesTakeTheEventAway() throws {
    var all = policy(.requestResponse)
    all.omitStages = [.responseComplete]
    #expect(try reduced(all) == nil)
    all.omitStages = [.requestReceived]
    #expect(try reduced(all) == event)
  }

  @Test func managedFieldsGoOutOfBothBodies() throws {
    let expected = event.replacing(#""managedFields":[1],"#, with: "")
      .replacing(#","managedFields":[2]"#, with: "")
    #expect(try reduced(policy(.requestResponse, omitManagedFields: true)) == expected)
  }

  @Test func managedFieldsGoOutOfItemsAndRows() throws {
    let head = #"{"level":"RequestResponse","stage":"ResponseComplete","verb":"list","#
    let list = head + #""responseObject":{"items":[{"metadata":{"managedFields":[]}},{"a":1}],"#
    let rows = #""rows":[{"object":{"metadata":{"n":1,"managedFields":[]}}}]}}"#
    let expected =
      head + #""responseObject":{"items":[{"metadata":{}},{"a":1}],"#
      + #""rows":[{"object":{"metadata":{"n":1}}}]}}"#
    #expect(try reduced(policy(.requestResponse, omitManagedFields: true), list + rows) == expected)
  }

  /// The API server records a patch as it was sent.
  @Test func patchesKeepTheirManagedFields() throws {
    let patch =
      #"{"level":"Request","stage":"ResponseComplete","verb":"patch","#
      + #""requestObject":{"metadata":{"managedFields":[]}}}"#
    #expect(try reduced(policy(.request, omitManagedFields: true), patch) == patch)
  }

  @Test func whatWasNotRecordedIsNotAdded() throws {
    let metadata = #"{"level":"Metadata","stage":"ResponseComplete","verb":"get"}"#
    #expect(try reduced(policy(.requestResponse), metadata) == metadata)
    let arena = Arena()
    let outcome = try AuditPolicyReduction(policy(.request)).outcome(
      of: arena.store(metadata), in: JSONDocument())
    #expect(outcome == .recorded(Array(metadata.utf8), lacksBodies: true))
  }

  @Test func otherTextsAreNoEvents() throws {
    #expect(try reduced(policy(.metadata), #"{"a":1}"#) == nil)
    #expect(throws: JSONError.self) { try reduced(policy(.metadata), "a") }
  }

  @Test func theNameOfACreationIsNotThatOfThePath() throws {
    var rule = AuditPolicy.Rule(level: .metadata)
    rule.resources = [.init(group: "batch", resources: ["cronjobs"], resourceNames: ["job"])]
    #expect(try reduced(AuditPolicy(rules: [rule])) == nil)
    let get = event.replacing(
      "cronjobs?x=1\\u0026y\",\"verb\":\"create\"", with: "cronjobs/job\",\"verb\":\"get\"")
    #expect(try reduced(AuditPolicy(rules: [rule]), get) != nil)
  }

  @Test func pathsAreMatchedWithoutTheirQuery() throws {
    var rule = AuditPolicy.Rule(level: .metadata)
    rule.nonResourceURLs = ["/healthz"]
    let text = #"{"level":"Metadata","stage":"ResponseComplete","verb":"get","requestURI":"%"}"#
    #expect(
      try reduced(AuditPolicy(rules: [rule]), text.replacing("%", with: "/healthz?v=1")) != nil)
    #expect(try reduced(AuditPolicy(rules: [rule]), text.replacing("%", with: "/healthz/a")) == nil)
  }
}
