import Content
import EventModel

/// A finding as one alert of Prometheus Alertmanager.
///
/// Source: Alertmanager's API v2, `POST /api/v2/alerts`. The finding's key is a label, so that two
/// findings are never taken for one alert.
enum AlertmanagerAlert {
  static func json(_ draft: FindingDraft) -> [UInt8] {
    let finding = draft.finding
    var labels = JSONObjectWriter()
    labels.text("alertname", finding.detection)
    labels.text("severity", draft.severity.rawValue)
    labels.text("detection_id", finding.id)
    labels.text("finding", draft.key)
    if let risk = finding.riskEvents.first {
      labels.text("risk_object", risk.riskObject)
      labels.text("risk_object_type", risk.riskObjectType)
    }
    let techniques = finding.annotations.techniques.map { $0.id }
    if !techniques.isEmpty { labels.text("mitre_attack", techniques.joined(separator: ",")) }
    var annotations = JSONObjectWriter()
    annotations.text("summary", draft.title)
    annotations.text("risk_score", NumberText.format(draft.riskScore))
    for (name, values) in finding.row.fields where !values.isEmpty {
      annotations.text("result_" + name, values.joined(separator: ", "))
    }
    var alert = JSONObjectWriter()
    alert.raw("labels", labels.finished())
    alert.raw("annotations", annotations.finished())
    alert.text("startsAt", FindingJSON.time(finding.time))
    return OCSFFinding.array([alert.finished()])
  }
}
