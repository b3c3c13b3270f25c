import Content
import EventModel
import SearchEngine
import Testing

@testable import Detections

/// What destinations get.
struct OutputFormatTests {
  private func draft(user: String = "alice <@here>") throws -> FindingDraft {
    let detection = try ScheduledSamples.detection(
      "Sample", id: "11111111-0000-0000-0000-00000000000a", search: "index=audit | table user",
      type: "TTP")
    let row = ResultRow(fields: [
      ("_time", ["1795500000.5"]), ("user", [user]), ("group", ["a", "b"]), ("source", ["x"]),
    ])
    let times = FindingMaker.SearchTimes(earliest: 100, latest: 200, now: 300)
    let finding = FindingMaker(detection: detection, times: times).finding(from: row)
    var draft = FindingDraft(
      key: "abcd", digest: "", place: 0, kind: .finding, finding: finding,
      title: "Sample by \(user)", severity: .high, urgency: .medium, drilldowns: [],
      throttleKey: nil)
    draft.riskScore = 40
    let writer = StashWriter(
      detection: detection, deployment: Deployment.builtIn(for: .ttp), factors: [], times: times)
    draft.notable = writer.notable(of: draft)
    return draft
  }

  private func parsed(_ bytes: [UInt8]?) throws -> JSONValue {
    try JSONValue.parse(String(decoding: bytes ?? [], as: UTF8.self))
  }

  private func text(_ value: JSONValue?) -> String { value?.compactText ?? "" }

  /// Source: OCSF 1.3.0, class Detection Finding: required and recommended attributes.
  @Test func ocsf() throws {
    let destination = OutputDestination(
      name: "f", kind: .standardOutput, format: .ocsf)
    let value = try parsed(destination.payload(of: draft(), number: 1))
    #expect(text(value["class_uid"]) == "2004")
    #expect(text(value["category_uid"]) == "2")
    #expect(text(value["activity_id"]) == "1")
    #expect(text(value["type_uid"]) == "200401")
    #expect(text(value["severity_id"]) == "4")
    #expect(text(value["time"]) == "1795500000500")
    #expect(text(value["finding_info"]?["uid"]) == #""abcd""#)
    #expect(text(value["metadata"]?["version"]) == #""1.3.0""#)
    let attacks = text(value["finding_info"]?["attacks"])
    #expect(
      attacks.contains(#""technique":{"uid":"T1053.007","name":"Container Orchestration Job"}"#))
    #expect(
      text(value["observables"])
        == #"[{"name":"user","type_id":4,"type":"User Name","value":"alice <@here>"}]"#)
  }

  @Test func slackCannotBeMadeToCallSomebody() throws {
    let destination = OutputDestination(name: "s", kind: .slack(url: "u"))
    let message = text(try parsed(destination.payload(of: draft(), number: 7))["text"])
    #expect(message.contains("alice &lt;@here&gt;"))
    #expect(!message.contains("<@"))
    #expect(message.contains("finding 7"))
  }

  /// Source: Alertmanager's API v2.
  @Test func alertmanager() throws {
    let destination = OutputDestination(
      name: "a", kind: .alertmanager(url: "http://am:9093/", headers: []))
    let payload = try #require(destination.payload(of: draft(), number: 1))
    guard case .array(let alerts) = try parsed(payload), let alert = alerts.first else {
      Issue.record("no list of alerts")
      return
    }
    #expect(text(alert["labels"]?["alertname"]) == #""Sample""#)
    #expect(text(alert["labels"]?["finding"]) == #""abcd""#)
    #expect(text(alert["startsAt"]) == #""2026-11-24T06:00:00.500Z""#)
    let delivery = QueuedDelivery(
      id: 1, destination: "a", finding: "abcd", attempts: 0, notBefore: 0, payload: payload,
      deadReason: nil)
    #expect(destination.request(for: delivery)?.url == "http://am:9093/api/v2/alerts")
  }

  /// Source: SPLUNK_SURFACES §3 and §6.4.
  @Test func enterpriseSecurityThroughHEC() throws {
    let destination = OutputDestination(
      name: "h", kind: .hec(url: "https://hec:8088", token: "t", index: "notable"),
      format: .enterpriseSecurity)
    let payload = try #require(destination.payload(of: draft(), number: 1))
    let value = try parsed(payload)
    #expect(text(value["index"]) == #""notable""#)
    #expect(text(value["sourcetype"]) == #""stash""#)
    let event = try #require(value["event"])
    #expect(text(event["rule_title"]) == #""Sample by alice <@here>""#)
    let id = text(event["event_id"])
    #expect(id.contains("@@notable@@abcd"))
    #expect(text(event["urgency"]) == #""medium""#)
    #expect(text(event["orig_time"]) == #""1795500000.5""#)
    #expect(text(event["orig_source"]) == #""x""#)
    #expect(text(event["status_label"]) == #""New""#)
    let delivery = QueuedDelivery(
      id: 1, destination: "h", finding: "abcd", attempts: 0, notBefore: 0, payload: payload,
      deadReason: nil)
    let request = try #require(destination.request(for: delivery))
    #expect(request.url == "https://hec:8088/services/collector/event")
    #expect(request.headers.contains { $0.name == "Authorization" && $0.value == "Splunk t" })
  }

  @Test func destinationsChoose() throws {
    let draft = try draft()
    func gets(_ destination: OutputDestination) -> Bool {
      destination.payload(of: draft, number: 1) != nil
    }
    #expect(gets(.init(name: "x", kind: .standardOutput, leastSeverity: .high)))
    #expect(!gets(.init(name: "x", kind: .standardOutput, leastSeverity: .critical)))
    #expect(!gets(.init(name: "x", kind: .standardOutput, kinds: [.intermediate])))
    #expect(gets(.init(name: "x", kind: .standardOutput, detections: ["sam*"])))
    #expect(!gets(.init(name: "x", kind: .standardOutput, detections: ["other"])))
  }

  /// Source: SPLUNK_SURFACES §6.4.
  @Test(arguments: [
    (Severity.informational, AssetPriority.critical, Severity.informational),
    (.medium, .unknown, .low), (.high, .low, .medium), (.critical, .unknown, .high),
    (.high, .medium, .high), (.medium, .high, .medium), (.low, .high, .medium),
  ])
  func urgency(severity: Severity, priority: AssetPriority, expected: Severity) {
    #expect(Urgency.of(severity, priority) == expected)
  }

  /// Source: SPLUNK_SURFACES §6.2: (score + adds) × product of mults.
  @Test func riskFactors() {
    let factors = [
      RiskFactor(name: "privileged", operation: .multiply(1.5), conditions: [("user", "admin*")]),
      RiskFactor(name: "production", operation: .add(10), conditions: [("namespace", "prod")]),
      RiskFactor(
        name: "both", operation: .multiply(2), conditions: [("user", "*"), ("namespace", "prod")]),
      RiskFactor(name: "never", operation: .add(1000), conditions: [("user", "root")]),
    ]
    let risk = CalculatedRisk(base: 40, factors: factors) { field in
      ["user": ["Admin-1"], "namespace": ["prod"]][field] ?? []
    }
    #expect(risk.score == 150)
    #expect(risk.addedBy == ["production"])
    #expect(risk.multipliedBy == ["privileged", "both"])
  }
}
