import Content
import EventModel

/// A kept finding as one JSON object: what people made of it, then what `detect` prints.
package enum StoredFindingJSON {
  package static func json(
    _ finding: StoredFinding, history: [FindingChange]? = nil
  ) -> [UInt8] {
    var object = JSONObjectWriter()
    object.number("finding", Double(finding.number))
    object.text("key", finding.key)
    object.text("kind", finding.kind.rawValue)
    object.text("status", finding.status.rawValue)
    object.text("owner", finding.owner)
    object.text("disposition", finding.disposition.rawValue)
    object.text("severity", finding.severity.rawValue)
    object.text("urgency", finding.urgency.rawValue)
    object.number("risk_score", finding.riskScore)
    object.text("message", finding.title)
    object.text("created", FindingJSON.time(finding.created))
    object.text("updated", FindingJSON.time(finding.updated))
    if let rule = finding.suppressedBy { object.text("suppressed_by", rule) }
    object.raw("drilldowns", Array(DrilldownJSON.text(finding.drilldowns).utf8))
    if let history {
      object.raw("history", OCSFFinding.array(history.map { entry($0) }))
    }
    return NeedletailFinding.joined(object.finished(), Array(finding.body.utf8))
  }

  private static func entry(_ change: FindingChange) -> [UInt8] {
    var object = JSONObjectWriter()
    object.text("time", FindingJSON.time(change.time))
    object.text("actor", change.actor)
    object.text("change", change.change)
    if let comment = change.comment { object.text("comment", comment) }
    return object.finished()
  }
}
