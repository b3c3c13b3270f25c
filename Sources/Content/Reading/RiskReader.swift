import Diagnostics

/// What a detection says about risk.
struct DetectionRisk {
  var riskObjects: [RiskObject] = []
  var threatObjects: [ThreatObject] = []
  var finding: Finding?
}

/// Reads risk as each generation of the format writes it.
enum RiskReader {
  // MARK: ESCU 4

  static func readTags(_ tags: MappingReader) -> DetectionRisk {
    let score = readScore(tags)
    let message = tags.text("message") ?? ""
    var risk = DetectionRisk()
    for observable in tags.mappings("observable") {
      guard let field = observable.text("name", .required),
        let type = observable.text("type", .required)?.lowercased()
      else { continue }
      let roles = observable.texts("role", .required, allowsSingle: true)
      if roles.contains("Victim") {
        risk.riskObjects.append(
          RiskObject(field: field, type: victimKind(type), score: score, message: message))
      } else if roles.contains("Attacker") {
        risk.threatObjects.append(ThreatObject(field: field, type: threatType(type)))
      } else if observable.has("role") {
        tags.report.add(
          Diagnostic(
            .wrongType, "`\(observable.name("role"))` holds `Victim` or `Attacker`",
            at: observable.span(of: "role"),
            label: "this is \(roles.map { "`\($0)`" }.joined(separator: ", "))"))
      }
    }
    return risk
  }

  /// Impact × confidence / 100, which ESCU's own tools compute whatever the file states; the
  /// stated score without the two.
  ///
  /// Source: contentctl 4, detection tags: the score is a computed field.
  private static func readScore(_ tags: MappingReader) -> Int {
    let computed = computedScore(tags)
    guard let stated = tags.score("risk_score") else {
      if computed == nil, !tags.has("risk_score") { tags.missing("risk_score", .required) }
      return computed ?? 0
    }
    guard let computed else { return stated }
    if computed != stated {
      tags.report.add(
        Diagnostic(
          .wrongType, "`\(tags.name("risk_score"))` differs from impact × confidence / 100",
          at: tags.span(of: "risk_score"), label: "impact and confidence give \(computed)",
          help: "\(computed) holds, as in the product; make the three agree", severity: .warning))
    }
    return computed
  }

  private static func computedScore(_ tags: MappingReader) -> Int? {
    guard let impact = tags.score("impact"), let confidence = tags.score("confidence") else {
      return nil
    }
    return Int((Double(impact * confidence) / 100).rounded(.toNearestOrEven))
  }

  private static func victimKind(_ type: String) -> RiskObject.Kind {
    switch type {
    case "user", "username", "email address": .user
    case "device", "endpoint", "hostname", "ip address": .system
    default: .other
    }
  }

  private static func threatType(_ type: String) -> String {
    switch type {
    case "process", "process name": "process"
    case "file", "file name", "file hash": "file_name"
    case "ip address": "ip_address"
    case "url", "url string": "url"
    default: type
    }
  }

  // MARK: ESCU 5

  static func readRBA(_ reader: MappingReader) -> DetectionRisk {
    guard reader.has("rba"), let rba = reader.mapping("rba") else { return DetectionRisk() }
    let message = rba.text("message", .required) ?? ""
    return DetectionRisk(
      riskObjects: rba.mappings("risk_objects", .required).compactMap {
        readObject($0, message: message)
      },
      threatObjects: readThreatObjects(rba))
  }

  // MARK: ESCU 6

  static func readFindings(_ reader: MappingReader) -> DetectionRisk {
    var risk = DetectionRisk(threatObjects: readThreatObjects(reader))
    if reader.has("intermediate_findings"), let findings = reader.mapping("intermediate_findings") {
      risk.riskObjects = findings.mappings("entities", .required).compactMap {
        readObject($0, message: nil)
      }
    }
    if reader.has("finding"), let finding = reader.mapping("finding"),
      let title = finding.text("title", .required)
    {
      let entity = finding.mapping("entity", .required)
      risk.finding = Finding(
        title: title, entity: entity.flatMap { readObject($0, message: title) })
    }
    return risk
  }

  // MARK: Objects

  /// A risk object; without a message for all of them, each has its own.
  private static func readObject(_ object: MappingReader, message: String?) -> RiskObject? {
    let field = object.text("field", .required)
    let type = readKind(object)
    // Files from between ESCU 4 and 5 say `risk_score`.
    let key = object.has("score") || !object.has("risk_score") ? "score" : "risk_score"
    let score = object.score(key, .required)
    let own = message ?? object.text("message", .required)
    guard let field, let type, let score, let own else { return nil }
    return RiskObject(field: field, type: type, score: score, message: own)
  }

  /// Files from between ESCU 4 and 5 keep the observable's type (`Hostname`).
  private static func readKind(_ object: MappingReader) -> RiskObject.Kind? {
    if let text = object.node("type")?.scalar?.text.lowercased() {
      let kind = victimKind(text)
      if kind != .other { return kind }
    }
    return object.choice("type", .required)
  }

  private static func readThreatObjects(_ reader: MappingReader) -> [ThreatObject] {
    reader.mappings("threat_objects").compactMap { object in
      guard let field = object.text("field", .required),
        let type = object.text("type", .required)
      else { return nil }
      let name = String(type.lowercased().map { $0 == " " ? "_" : $0 })
      return ThreatObject(field: field, type: name)
    }
  }
}
