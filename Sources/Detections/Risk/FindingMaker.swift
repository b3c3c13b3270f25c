package import Content

/// Makes findings and risk events of a detection's result rows. Pure: rows in, values out.
package struct FindingMaker: Sendable {
  /// The range that the search looked at, and when it ran.
  package struct SearchTimes: Sendable {
    package let earliest: Double?
    package let latest: Double?
    package let now: Double

    package init(earliest: Double?, latest: Double?, now: Double) {
      self.earliest = earliest
      self.latest = latest
      self.now = now
    }
  }

  package let detection: Detection
  let times: SearchTimes
  let annotations: Annotations
  let messages: [(object: RiskObject, template: MessageTemplate)]
  let title: MessageTemplate?

  /// The field of each risk object.
  var riskFields: [String] { messages.map { $0.object.field } }

  package init(detection: Detection, times: SearchTimes) {
    self.detection = detection
    self.times = times
    annotations = Annotations(
      techniques: detection.mitreAttackIDs.map { id in
        let known = MITREAttack.technique(id)
        return Annotations.Technique(
          id: id, name: known?.name, tactics: known?.tactics.map { $0.name } ?? [],
          tacticIDs: known?.tactics.map { $0.id } ?? [])
      },
      analyticStories: detection.analyticStories)
    messages = detection.scoredObjects.map { ($0, MessageTemplate($0.message)) }
    title = detection.finding.map { MessageTemplate($0.title) }
  }

  package func finding(from row: ResultRow) -> DetectionFinding {
    let threats = threatValues(of: row)
    return DetectionFinding(
      detection: detection.name, id: detection.id, type: detection.type.rawValue,
      time: row["_time"].first.flatMap { Double($0) } ?? times.latest ?? times.now, row: row,
      riskEvents: riskEvents(of: row, threats), threatObjects: threats,
      annotations: annotations,
      title: title?.filled(from: row))
  }

  /// One event for each value of each risk object.
  private func riskEvents(of row: ResultRow, _ threats: [ThreatValue]) -> [RiskEvent] {
    messages.flatMap { object, template in
      row[object.field].filter { !$0.isEmpty }.map { value in
        RiskEvent(
          searchName: detection.name, riskObject: value, riskObjectType: object.type.rawValue,
          riskObjectField: object.field, riskScore: object.score,
          riskMessage: template.filled(from: row), threatObjects: threats,
          infoMinTime: times.earliest, infoMaxTime: times.latest, infoSearchTime: times.now,
          contributingEventsSearch: contributing(object.field, value))
      }
    }
  }

  private func threatValues(of row: ResultRow) -> [ThreatValue] {
    detection.threatObjects.flatMap { object in
      row[object.field].filter { !$0.isEmpty }.map {
        ThreatValue(field: object.field, type: object.type, value: $0)
      }
    }
  }

  private func contributing(_ field: String, _ value: String) -> String {
    contributingStart(field) + Self.quoted(value) + contributingEnd
  }

  /// The contributing search up to the value.
  func contributingStart(_ field: String) -> String {
    "| savedsearch \"\(detection.name)\" | search \(field)=\""
  }

  let contributingEnd = "\""

  /// A text as the inside of a quoted string of SPL.
  static func quoted(_ value: String) -> String {
    var quoted: [UInt8] = []
    for byte in value.utf8 {
      if byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\"") {
        quoted.append(UInt8(ascii: "\\"))
      }
      quoted.append(byte)
    }
    return String(decoding: quoted, as: UTF8.self)
  }
}
