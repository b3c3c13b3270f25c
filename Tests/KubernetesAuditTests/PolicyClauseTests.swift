import EventModel
import KubernetesAudit
import Testing

/// Clauses of policies that hold for requests as they are recorded, whole events in and out.
///
/// Source: the Kubernetes documentation of auditing and of `audit.k8s.io/v1`.
@Suite struct PolicyClauseTests {
  private func event(
    _ uri: String, verb: String = "create", object: String? = nil,
    stage: String = "RequestReceived",
    user: String = #"{"username":"alice","groups":["dev"]}"#, more: String = ""
  ) -> String {
    let ref = object.map { #""objectRef":\#($0),"# } ?? ""
    return #"{"kind":"Event","level":"RequestResponse","auditID":"1","stage":"\#(stage)","#
      + #""requestURI":"\#(uri)","verb":"\#(verb)","user":\#(user),\#(ref)\#(more)"#
      + #""stageTimestamp":"2026-01-15T12:00:00.000000Z"}"#
  }

  /// Whether the event is recorded under rules.
  private func records(_ rules: String, _ event: String, head: String = "") throws -> Bool {
    let reduction = AuditPolicyReduction(try AuditFixture.policy(rules, head: head))
    let arena = Arena()
    return try reduction.apply(to: arena.store(event)) != nil
  }

  private let pod = #"{"resource":"pods","namespace":"a","name":"x"}"#

  /// "users": who the request authenticated as, before impersonation.
  @Test func impersonationDoesNotChangeWhoAsks() throws {
    let impersonated = event(
      "/api/v1/namespaces/a/pods", object: pod,
      more: #""impersonatedUser":{"username":"bob","groups":["ops"]},"#)
    #expect(try records("- {level: Metadata, users: [alice]}\n", impersonated))
    #expect(try records("- {level: Metadata, userGroups: [dev]}\n", impersonated))
    #expect(try !records("- {level: Metadata, users: [bob]}\n", impersonated))
    #expect(try !records("- {level: Metadata, userGroups: [ops]}\n", impersonated))
  }

  @Test func callersWithoutANameMatchNoUserAndNoGroup() throws {
    let unknown = event("/api/v1/namespaces/a/pods", object: pod, user: "{}")
    #expect(try records("- {level: Metadata}\n", unknown))
    #expect(try !records("- {level: Metadata, users: [alice]}\n", unknown))
    #expect(try !records("- {level: Metadata, userGroups: [dev]}\n", unknown))
  }

  /// "resources": with them, requests for paths never match.
  @Test func rulesAboutResourcesLeavePathsOut() throws {
    let path = event("/healthz", verb: "get")
    #expect(try !records("- {level: Metadata, resources: [{group: \"*\"}]}\n", path))
    #expect(try !records("- {level: Metadata, resources: [{resources: [\"*\"]}]}\n", path))
    #expect(try records("- {level: Metadata, nonResourceURLs: [\"*\"]}\n", path))
    #expect(
      try !records(
        "- {level: Metadata, nonResourceURLs: [\"*\"]}\n",
        event("/api/v1/namespaces/a/pods", object: pod)))
  }

  /// "group": a star is every group, in newer releases.
  @Test(arguments: ["", "batch", "example.org"])
  func aStarIsEveryGroup(_ group: String) throws {
    let object = #"{"resource":"things","namespace":"a","apiGroup":"\#(group)"}"#
    let made = event("/apis/x/v1/namespaces/a/things", object: object)
    #expect(try records("- {level: Metadata, resources: [{group: \"*\"}]}\n", made))
    #expect(
      try records("- {level: Metadata, resources: [{group: \"*\", resources: [things]}]}\n", made))
    #expect(
      try !records("- {level: Metadata, resources: [{group: \"*\", resources: [pods]}]}\n", made))
  }

  /// "namespaces": a namespace itself counts as in it, and its creation as in none.
  @Test func namespacesCountAsInThemselves() throws {
    let inside = "- {level: Metadata, namespaces: [a]}\n"
    let none = "- {level: Metadata, namespaces: [\"\"]}\n"
    let get = event(
      "/api/v1/namespaces/a", verb: "get",
      object: #"{"resource":"namespaces","namespace":"a","name":"a"}"#)
    #expect(try records(inside, get) && !records(none, get))
    let create = event("/api/v1/namespaces", object: #"{"resource":"namespaces","name":"a"}"#)
    #expect(try !records(inside, create) && records(none, create))
  }

  /// The level is decided once a request, whatever is known at a stage: the name of a creation is
  /// filled in later and changes nothing.
  @Test func everyStageOfARequestIsDecidedAlike() throws {
    let rules = """
      - level: None
        resources: [{resources: [pods], resourceNames: [x]}]
      - level: Metadata
      """
    let before = #"{"resource":"pods","namespace":"a"}"#
    let uri = "/api/v1/namespaces/a/pods"
    #expect(try records(rules, event(uri, object: before)))
    #expect(try records(rules, event(uri, object: pod, stage: "ResponseComplete")))
    let delete = event(uri + "/x", verb: "delete", object: pod, stage: "ResponseComplete")
    #expect(try !records(rules, delete))
  }

  @Test(arguments: ["RequestReceived", "ResponseStarted", "ResponseComplete", "Panic"])
  func eachStageCanBeOmittedByPolicyAndRule(_ stage: String) throws {
    let made = event("/api/v1/namespaces/a/pods", object: pod, stage: stage)
    #expect(try records("- level: Metadata\n", made))
    #expect(try !records("- level: Metadata\n", made, head: "omitStages: [\(stage)]\n"))
    #expect(try !records("- {level: Metadata, omitStages: [\(stage)]}\n", made))
    let other = stage == "Panic" ? "RequestReceived" : "Panic"
    #expect(try records("- {level: Metadata, omitStages: [\(other)]}\n", made))
  }

  /// Bodies are whatever was sent: a JSON patch is a list, some services put a text in their place.
  @Test func bodiesOfAnyShapeStay() throws {
    let policy = try AuditFixture.policy(
      "- level: RequestResponse\n", head: "omitManagedFields: true\n")
    let bodies = ["[1]", "\"too-big\"", "null", #"{"metadata":3,"items":"x","rows":[1]}"#]
    for body in bodies {
      let made = event(
        "/api/v1/namespaces/a/pods/x", verb: "update", object: pod, stage: "ResponseComplete",
        more: #""requestObject":\#(body),"responseObject":\#(body),"#)
      let arena = Arena()
      let kept = try AuditPolicyReduction(policy).apply(to: arena.store(made))
      #expect(kept.map { String(decoding: $0, as: UTF8.self) } == made)
    }
  }
}
