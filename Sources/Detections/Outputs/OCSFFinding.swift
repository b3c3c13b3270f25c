import Content
import EventModel

/// A finding as OCSF's Detection Finding.
///
/// Source: Open Cybersecurity Schema Framework 1.3.0, class 2004 of category Findings (2).
enum OCSFFinding {
  static func json(_ draft: FindingDraft) -> [UInt8] {
    let finding = draft.finding
    let milliseconds = (finding.time * 1000).rounded()
    var object = JSONObjectWriter()
    object.number("category_uid", 2)
    object.text("category_name", "Findings")
    object.number("class_uid", 2004)
    object.text("class_name", "Detection Finding")
    object.number("activity_id", 1)
    object.text("activity_name", "Create")
    object.number("type_uid", 200_401)
    object.text("type_name", "Detection Finding: Create")
    object.number("time", milliseconds)
    object.number("severity_id", Double(draft.severity.rank + 1))
    object.text("severity", draft.severity.rawValue.capitalizedFirst)
    object.number("status_id", 1)
    object.text("status", "New")
    object.text("message", draft.title)
    object.number("risk_score", draft.riskScore)
    object.raw("metadata", metadata(draft))
    object.raw("finding_info", information(draft, milliseconds))
    object.raw("observables", array(observables(finding)))
    object.raw("evidences", array([evidence(finding)]))
    return object.finished()
  }

  private static func metadata(_ draft: FindingDraft) -> [UInt8] {
    var product = JSONObjectWriter()
    product.text("name", "Needletail")
    product.text("vendor_name", "Needletail")
    var object = JSONObjectWriter()
    object.text("version", "1.3.0")
    object.text("uid", draft.key)
    object.raw("product", product.finished())
    return object.finished()
  }

  private static func information(_ draft: FindingDraft, _ time: Double) -> [UInt8] {
    let finding = draft.finding
    var analytic = JSONObjectWriter()
    analytic.text("uid", finding.id)
    analytic.text("name", finding.detection)
    analytic.number("type_id", 1)
    analytic.text("type", "Rule")
    analytic.text("category", finding.type)
    var object = JSONObjectWriter()
    object.text("uid", draft.key)
    object.text("title", draft.title)
    object.number("created_time", time)
    object.texts("types", [finding.type])
    object.raw("analytic", analytic.finished())
    object.raw("attacks", array(finding.annotations.techniques.flatMap { attacks($0) }))
    return object.finished()
  }

  /// One for each tactic of a technique.
  private static func attacks(_ technique: Annotations.Technique) -> [[UInt8]] {
    var part = JSONObjectWriter()
    part.text("uid", technique.id)
    if let name = technique.name { part.text("name", name) }
    let described = part.finished()
    let tactics: [(String, String)?] = Array(zip(technique.tacticIDs, technique.tactics))
    return (tactics.isEmpty ? [nil] : tactics).map { tactic in
      var object = JSONObjectWriter()
      if let (id, name) = tactic {
        var part = JSONObjectWriter()
        part.text("uid", id)
        part.text("name", name)
        object.raw("tactic", part.finished())
      }
      object.raw("technique", described)
      return object.finished()
    }
  }

  private static func observables(_ finding: DetectionFinding) -> [[UInt8]] {
    finding.riskEvents.map { observable($0.riskObjectField, $0.riskObjectType, $0.riskObject) }
      + finding.threatObjects.map { observable($0.field, $0.type, $0.value) }
  }

  private static func observable(_ name: String, _ type: String, _ value: String) -> [UInt8] {
    let known: (Int, String) =
      switch type {
      case "system", "hostname", "domain": (1, "Hostname")
      case "ip_address": (2, "IP Address")
      case "user": (4, "User Name")
      case "email_address", "email": (5, "Email Address")
      case "url": (6, "URL String")
      case "file_name": (7, "File Name")
      case "file_hash", "hash": (8, "Hash")
      case "process_name", "process": (9, "Process Name")
      default: (99, "Other")
      }
    var object = JSONObjectWriter()
    object.text("name", name)
    object.number("type_id", Double(known.0))
    object.text("type", known.1)
    object.text("value", value)
    return object.finished()
  }

  private static func evidence(_ finding: DetectionFinding) -> [UInt8] {
    var row = JSONObjectWriter()
    for (name, values) in finding.row.fields where !values.isEmpty {
      if values.count == 1 { row.text(name, values[0]) } else { row.texts(name, values) }
    }
    var object = JSONObjectWriter()
    object.raw("data", row.finished())
    return object.finished()
  }

  static func array(_ items: [[UInt8]]) -> [UInt8] {
    [UInt8(ascii: "[")] + Array(items.joined(separator: [UInt8(ascii: ",")]))
      + [UInt8(ascii: "]")]
  }
}

extension String {
  /// With a capital first letter.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
