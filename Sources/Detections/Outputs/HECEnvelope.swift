import Content
import EventModel

/// A finding as an event for an HTTP Event Collector.
///
/// Source: SPLUNK_SURFACES §3.
enum HECEnvelope {
  static func json(
    _ draft: FindingDraft, event: [UInt8], format: OutputDestination.Format, index: String?
  ) -> [UInt8] {
    var object = JSONObjectWriter()
    object.number("time", draft.finding.time)
    object.text("source", draft.finding.detection)
    object.text("sourcetype", sourcetype(format))
    if let index { object.text("index", index) }
    object.raw("event", event)
    return object.finished()
  }

  private static func sourcetype(_ format: OutputDestination.Format) -> String {
    switch format {
    case .needletail: "needletail:finding"
    case .ocsf: "ocsf:detection_finding"
    case .enterpriseSecurity: StashEvent.sourcetype
    }
  }
}
