import Content
import Diagnostics
import EventModel
import EventStore
import SearchEngine

@testable import Detections

/// Detections and events for the scheduler's tests.
enum ScheduledSamples {
  static func detection(
    _ name: String, id: String, search: String, cron: String = "0 * * * *",
    earliest: String = "-70m@m", latest: String = "-10m@m", type: String = "Anomaly",
    throttling: String = ""
  ) throws -> Detection {
    let text = """
      name: \(name)
      id: \(id)
      version: 1
      date: '2026-01-02'
      author: A Person
      status: production
      type: \(type)
      description: Finds something.
      search: |-
        \(search)
      rba:
        message: \(name) by $user$
        risk_objects:
        - {field: user, type: user, score: 40}
        threat_objects: []
      drilldown_searches:
      - name: Rows for $user$
        search: '%original_detection_search% | search user="$user$"'
        earliest_offset: $info_min_time$
        latest_offset: $info_max_time$
      tags:
        analytic_story: [Test Story]
        mitre_attack_id: [T1053.007]
        security_domain: audit
        \(throttling)
      deployment:
        scheduling:
          cron_schedule: '\(cron)'
          earliest_time: '\(earliest)'
          latest_time: '\(latest)'
          schedule_window: auto
        alert_action:
          rba: {enabled: true}
      """
    let library = ContentLoader.load([(SourceText(name: "\(name).yml", text: text), nil)])
    if let error = library.diagnostics.first(where: { $0.severity == .error }) { throw error }
    guard let detection = library.detections.first else { throw Missing() }
    return detection
  }

  struct Missing: Error {}

  static func content(
    _ detections: [Detection], zone: TimeZoneRules = .utc, factors: [RiskFactor] = []
  ) -> ScheduledContent {
    ScheduledContent(
      detections: detections.map {
        ($0, $0.inlineDeployment ?? Deployment.builtIn(for: $0.type))
      }, riskFactors: factors, zone: zone
    ) { SearchCompiler(environment: $0) }
  }

  static func block(
    _ events: [(time: Double, text: String)], index: String = "audit"
  ) -> EventBlock {
    var block = EventBlock()
    for event in events {
      block.append(
        event.text.utf8, time: Int64((event.time * 1e6).rounded()),
        metadata: .init(index: index, source: "kubernetes", sourcetype: "_json", host: "h"))
    }
    return block
  }
}
