import EventModel
import SearchEngine

/// Findings as JSON, one object each; fields may be added, never renamed.
package enum FindingJSON {
  package static func append(_ finding: DetectionFinding, to output: inout [UInt8]) {
    var object = JSONObjectWriter()
    object.text("detection", finding.detection)
    object.text("id", finding.id)
    object.text("type", finding.type)
    object.text("time", Self.time(finding.time))
    if let title = finding.title { object.text("title", title) }
    object.raw("result", result(finding.row))
    object.raw("risk", array(finding.riskEvents.map { risk($0) }))
    object.raw("threat_objects", array(finding.threatObjects.map { threat($0) }))
    object.raw("annotations", annotations(finding.annotations))
    output += object.finished()
  }

  private static let timeFormat = StrftimeFormat("%Y-%m-%dT%H:%M:%S.%3NZ")

  /// ISO 8601 in UTC.
  package static func time(_ epoch: Double) -> String {
    timeFormat.string(epoch: epoch, zone: .utc) ?? ""
  }

  private static func result(_ row: ResultRow) -> [UInt8] {
    var object = JSONObjectWriter()
    for (name, values) in row.fields where !values.isEmpty {
      if values.count == 1 { object.text(name, values[0]) } else { object.texts(name, values) }
    }
    return object.finished()
  }

  private static func risk(_ event: RiskEvent) -> [UInt8] {
    var object = JSONObjectWriter()
    object.text("risk_object", event.riskObject)
    object.text("risk_object_type", event.riskObjectType)
    object.number("risk_score", Double(event.riskScore))
    object.text("risk_message", event.riskMessage)
    object.text("risk_object_field", event.riskObjectField)
    object.text("search_name", event.searchName)
    object.text("contributing_events_search", event.contributingEventsSearch)
    if let time = event.infoMinTime { object.number("info_min_time", time) }
    if let time = event.infoMaxTime { object.number("info_max_time", time) }
    object.number("info_search_time", event.infoSearchTime)
    return object.finished()
  }

  private static func threat(_ threat: ThreatValue) -> [UInt8] {
    var object = JSONObjectWriter()
    object.text("field", threat.field)
    object.text("type", threat.type)
    object.text("value", threat.value)
    return object.finished()
  }

  static func annotations(_ annotations: Annotations) -> [UInt8] {
    var object = JSONObjectWriter()
    object.texts("mitre_attack", annotations.techniques.map { $0.id })
    object.texts("analytic_story", annotations.analyticStories)
    object.texts("mitre_technique", annotations.techniques.compactMap { $0.name })
    object.texts("mitre_tactic", unique(annotations.techniques.flatMap { $0.tactics }))
    object.texts("mitre_tactic_id", unique(annotations.techniques.flatMap { $0.tacticIDs }))
    return object.finished()
  }

  private static func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  private static func array(_ items: [[UInt8]]) -> [UInt8] {
    [UInt8(ascii: "[")] + Array(items.joined(separator: [UInt8(ascii: ",")]))
      + [UInt8(ascii: "]")]
  }
}
