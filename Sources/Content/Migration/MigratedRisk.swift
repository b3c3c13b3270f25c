/// The risk of an older detection as findings and intermediate findings.
struct MigratedRisk {
  private(set) var sections: [(String, [String])] = []
  private(set) var remarks: [String] = []

  init(_ detection: Detection) {
    var seen: Set<String> = []
    let objects = detection.riskObjects.filter { seen.insert($0.field).inserted }
    switch detection.type {
    case .ttp: addFinding(objects, keepsRest: true)
    case .correlation: addFinding(objects, keepsRest: false)
    case .anomaly:
      addEntities(objects)
      if objects.isEmpty {
        remarks.append("there is no risk object: add `intermediate_findings`")
      }
    case .hunting:
      if !objects.isEmpty { remarks.append("a Hunting detection has no risk: it was dropped") }
      return
    case .baseline, .investigation: return
    }
    addThreats(detection.threatObjects)
  }

  /// Source: the port of upstream: the first user becomes the finding, else the first object.
  private mutating func addFinding(_ objects: [RiskObject], keepsRest: Bool) {
    guard let main = objects.first(where: { $0.type == .user }) ?? objects.first else {
      remarks.append("there is no risk object: add `finding`")
      return
    }
    if !main.message.contains("$") {
      remarks.append("the title needs a `$field$` that names somebody")
    }
    sections.append(
      (
        "finding",
        [
          "finding:", "    title: \(YAMLText.scalar(main.message))", "    entity:",
          "        field: \(YAMLText.scalar(main.field))", "        type: \(main.type.rawValue)",
          "        score: \(main.score)",
        ]
      ))
    let rest = objects.filter { $0.field != main.field }
    if keepsRest {
      addEntities(rest)
    } else if !rest.isEmpty {
      remarks.append("a Correlation has one entity: the others were dropped")
    }
  }

  private mutating func addEntities(_ objects: [RiskObject]) {
    guard !objects.isEmpty else { return }
    var lines = ["intermediate_findings:", "    entities:"]
    for object in objects {
      lines += [
        "        - field: \(YAMLText.scalar(object.field))",
        "          type: \(object.type.rawValue)", "          score: \(object.score)",
        "          message: \(YAMLText.scalar(object.message))",
      ]
    }
    sections.append(("intermediate_findings", lines))
  }

  private mutating func addThreats(_ threats: [ThreatObject]) {
    guard !threats.isEmpty else { return }
    var lines = ["threat_objects:"]
    for threat in threats {
      let name = threat.type.replacing(" ", with: "_")
      let type = ["endpoint", "hostname", "device"].contains(name) ? "system" : name
      lines += [
        "    - field: \(YAMLText.scalar(threat.field))", "      type: \(type)",
      ]
    }
    sections.append(("threat_objects", lines))
  }
}
