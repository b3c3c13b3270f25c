import Content
import EventModel

/// A finding as `detect` prints it, with what is known of it since it is kept.
enum NeedletailFinding {
  static func json(_ draft: FindingDraft, number: Int) -> [UInt8] {
    var object = JSONObjectWriter()
    object.number("finding", Double(number))
    object.text("key", draft.key)
    object.text("kind", draft.kind.rawValue)
    object.text("severity", draft.severity.rawValue)
    object.text("urgency", draft.urgency.rawValue)
    object.text("message", draft.title)
    object.number("risk_score", draft.riskScore)
    object.raw("drilldowns", Array(DrilldownJSON.text(draft.drilldowns).utf8))
    var body: [UInt8] = []
    FindingJSON.append(draft.finding, to: &body)
    return joined(object.finished(), body)
  }

  /// The members of two objects in one.
  static func joined(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
    if first.count <= 2 { return second }
    if second.count <= 2 { return first }
    return first.dropLast() + [UInt8(ascii: ",")] + second.dropFirst()
  }
}
