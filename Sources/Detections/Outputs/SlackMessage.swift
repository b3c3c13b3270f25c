import Content
import EventModel

/// A finding as a message for a Slack-compatible incoming webhook.
///
/// Source: Slack's message payloads; `&`, `<` and `>` are escaped, so that a value cannot make a link
/// or call somebody.
enum SlackMessage {
  static func json(_ draft: FindingDraft, number: Int) -> [UInt8] {
    let finding = draft.finding
    var lines = ["*\(escaped(draft.title))*"]
    lines.append(
      "\(escaped(finding.detection)) · \(draft.severity.rawValue) · risk "
        + NumberText.format(draft.riskScore))
    let techniques = finding.annotations.techniques.map { technique in
      technique.id + (technique.name.map { " " + $0 } ?? "")
    }
    if !techniques.isEmpty { lines.append(escaped(techniques.joined(separator: ", "))) }
    for risk in finding.riskEvents {
      lines.append("\(escaped(risk.riskObjectField)): `\(escaped(risk.riskObject))`")
    }
    lines.append("finding \(number), \(FindingJSON.time(finding.time))")
    var object = JSONObjectWriter()
    object.text("text", lines.joined(separator: "\n"))
    return object.finished()
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("`", with: "'")
  }
}
