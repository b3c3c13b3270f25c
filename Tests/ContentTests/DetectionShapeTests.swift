import Content
import Diagnostics
import SPLSyntax
import Testing

/// Expected values: the format tables of the ESCU census, chapters 7.x and 9.
struct DetectionShapeTests {
  private func detection(_ rest: String, type: String = "Anomaly") throws -> Detection {
    let library = Samples.load(("d.yml", Samples.detection(type: type, rest: rest)))
    #expect(library.places == [])
    return try #require(library.detections.first)
  }

  @Test func escu4MapsVictimsAndAttackers() throws {
    let detection = try detection(
      """
      tags:
        analytic_story: [A Story]
        asset_type: Kubernetes
        confidence: 70
        impact: 70
        message: Shell by $user$
        mitre_attack_id: [T1609]
        observable:
        - {name: user, type: User, role: [Victim]}
        - {name: dest, type: Hostname, role: [Victim]}
        - {name: src, type: IP Address, role: [Victim]}
        - {name: image, type: Other, role: [Victim]}
        - {name: src_ip, type: IP Address, role: [Attacker]}
        - {name: process, type: Process Name, role: [Attacker]}
        - {name: hash, type: File Hash, role: [Attacker]}
        - {name: url, type: URL String, role: [Attacker]}
        - {name: where, type: Geo Location, role: [Attacker]}
        security_domain: network
        manual_test: needs a person
      tests:
      - name: True Positive Test
        attack_data:
        - {data: 'https://example.com/a.json', source: kubernetes, sourcetype: _json}
      """)
    #expect(detection.shape == .escu4)
    let message = "Shell by $user$"
    #expect(
      detection.riskObjects == [
        RiskObject(field: "user", type: .user, score: 49, message: message),
        RiskObject(field: "dest", type: .system, score: 49, message: message),
        RiskObject(field: "src", type: .system, score: 49, message: message),
        RiskObject(field: "image", type: .other, score: 49, message: message),
      ])
    #expect(
      detection.threatObjects == [
        ThreatObject(field: "src_ip", type: "ip_address"),
        ThreatObject(field: "process", type: "process"),
        ThreatObject(field: "hash", type: "file_name"),
        ThreatObject(field: "url", type: "url"),
        ThreatObject(field: "where", type: "geo location"),
      ])
    #expect(detection.manualTest == "needs a person")
    #expect(detection.tests.first?.kind == .manual)
    #expect(detection.tests.first?.attackData.first?.sourcetype == "_json")
    #expect(detection.securityDomain == "network")
    #expect(detection.mitreAttackIDs == ["T1609"])
    #expect(detection.version == 3)
    #expect(detection.modified == "2026-01-02")
  }

  @Test func escu4ComputedScoreHoldsAndIsCompared() throws {
    let library = Samples.load(
      (
        "d.yml",
        Samples.detection(
          rest: """
            tags:
              confidence: 50
              impact: 50
              risk_score: 64.0
              message: m
              observable: [{name: user, type: User, role: [Victim]}]
            """)
      ))
    #expect(library.detections.first?.riskScore == 25)
    #expect(library.places == ["CNT1004 13:15"])
    #expect(library.hasErrors == false)
  }

  @Test func escu4StatedScoreAloneHolds() {
    let library = Samples.load(
      (
        "d.yml",
        Samples.detection(
          rest: """
            tags:
              confidence: 50
              risk_score: 64
              message: m
              observable: [{name: user, type: User, role: [Victim]}]
            """)
      ))
    #expect(library.detections.first?.riskScore == 64)
    #expect(library.places == [])
  }

  @Test func escu5() throws {
    let detection = try detection(
      """
      rba:
        message: Shell by $user$
        risk_objects:
        - {field: user, type: user, score: 20}
        - {field: dest, type: Hostname, risk_score: 30.0}
        - {field: image, type: Other, score: 1}
        threat_objects:
        - {field: src_ip, type: IP Address}
      tags: {analytic_story: [A Story], mitre_attack_id: [T1609], throttling: {fields: [user], period: 3600s}}
      drilldown_searches:
      - {name: Results, search: '%original_detection_search%', earliest_offset: 7d, latest_offset: 0}
      tests:
      - name: True Positive Test
        attack_data: [{data: a.json, source: s, sourcetype: t, host: h, custom_index: main}]
      """)
    #expect(detection.shape == .escu5)
    #expect(detection.riskObjects.map(\.score) == [20, 30, 1])
    #expect(detection.riskObjects.map(\.type) == [.user, .system, .other])
    #expect(detection.riskScore == 30)
    #expect(detection.threatObjects == [ThreatObject(field: "src_ip", type: "ip_address")])
    #expect(detection.drilldownSearches.first?.latestOffset == "0")
    #expect(detection.throttling == Throttling(fields: ["user"], period: "3600s"))
    let data = try #require(detection.tests.first?.attackData.first)
    #expect(data.host == "h")
    #expect(data.customIndex == "main")
    #expect(detection.finding == nil)
  }

  @Test func escu5HuntingHasNoRisk() throws {
    let detection = try detection("tags: {analytic_story: [A Story]}", type: "Hunting")
    #expect(detection.shape == .escu5)
    #expect(detection.riskObjects.isEmpty)
  }

  @Test func escu6() throws {
    let detection = try detection(
      """
      finding:
        title: Shell on $host$
        entity: {field: host, type: system, score: 50}
      intermediate_findings:
        entities:
        - {field: user, type: user, score: 20, message: Shell by $user$}
      threat_objects: [{field: src_ip, type: ip_address}]
      analytic_story: [A Story]
      mitre_attack_id: [T1609]
      security_domain: network
      asset_type: Kubernetes
      schedule: Weekly
      tests:
      - {name: T, test_type: experimental, description: x, expected_results: 0, attack_data: [{data: a, source: s, sourcetype: t, index: i}]}
      """, type: "TTP", allowing: ["CNT1009 1:7"])
    #expect(detection.shape == .escu6)
    let entity = RiskObject(field: "host", type: .system, score: 50, message: "Shell on $host$")
    #expect(detection.finding == Finding(title: "Shell on $host$", entity: entity))
    let user = RiskObject(field: "user", type: .user, score: 20, message: "Shell by $user$")
    #expect(detection.riskObjects == [user])
    #expect(detection.scoredObjects == [entity, user])
    #expect(detection.analyticStories == ["A Story"])
    #expect(detection.scheduleName == "Weekly")
    #expect(detection.tests.first?.kind == .manual)
    #expect(detection.tests.first?.expectedResults == 0)
    #expect(detection.tests.first?.attackData.first?.customIndex == "i")
  }

  private func detection(
    _ rest: String, type: String, allowing places: [String]
  ) throws -> Detection {
    let library = Samples.load(("d.yml", Samples.detection(type: type, rest: rest)))
    #expect(library.places == places)
    return try #require(library.detections.first)
  }

  @Test(
    arguments: [
      ("kubernetes_cron_job_creation.A_escu4.42_contentctl4.yml", DetectionShape.escu4, 3, 49),
      ("kubernetes_cron_job_creation.B_contentctl5_2026-03-30.yml", .escu5, 9, 20),
      ("kubernetes_cron_job_creation.C_contentctl-ng_2026-05-13.yml", .escu6, 10, 20),
    ])
  func theSeedInItsThreeShapes(
    file: String, shape: DetectionShape, version: Int, score: Int
  ) throws {
    guard let path = Samples.shared("formats/" + file) else {
      print("skipped: ../shared/data/formats is absent")
      return
    }
    let library = ContentLoader.load(folders: [path])
    #expect(library.places == [])
    let detection = try #require(library.detections.first)
    #expect(detection.shape == shape)
    #expect(detection.version == version)
    #expect(detection.name == "Kubernetes Cron Job Creation")
    #expect(detection.id == "5984dbe8-572f-47d7-9251-3dff6c3f0c0d")
    #expect(detection.type == .anomaly)
    #expect(detection.status == .production)
    #expect(detection.author == "Patrick Bareiss, Splunk")
    #expect(detection.dataSources == ["Kubernetes Audit"])
    #expect(detection.mitreAttackIDs == ["T1053.007"])
    #expect(detection.analyticStories == ["Kubernetes Security"])
    #expect(detection.assetType == "Kubernetes")
    #expect(detection.securityDomain == "network")
    #expect(
      detection.riskObjects == [
        RiskObject(
          field: "user", type: .user, score: score,
          message: "Kubernetes cron job creation from user $user$")
      ])
    #expect(detection.threatObjects == [ThreatObject(field: "src_ip", type: "ip_address")])
    #expect(detection.finding == nil)
    #expect(detection.drilldownSearches.count == 2)
    #expect(detection.tests.map(\.kind) == [.unit])
    #expect(detection.tests.first?.attackData.first?.source == "kubernetes")
    #expect(detection.filterMacroName == "kubernetes_cron_job_creation_filter")
    #expect(
      library.macros.macro(named: "kubernetes_cron_job_creation_filter", arity: 0)?.body.text
        == "search *"
    )
    let deployment = library.deployment(for: detection)
    #expect(deployment.cron == "0 * * * *")
    #expect(deployment.earliest == "-70m@m")
    #expect(deployment.latest == "-10m@m")
    #expect(deployment.scheduleWindow == "auto")
    #expect(deployment.isRiskEnabled)
    #expect(deployment.notable == nil)
    let words = detection.search.text.split { $0.isWhitespace }
    #expect(words.prefix(2) == ["`kube_audit`", "verb=create"])
    #expect(detection.search.text.hasSuffix("`kubernetes_cron_job_creation_filter`"))
  }
}
