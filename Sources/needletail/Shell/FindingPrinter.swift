import Content
import Detections
import EventModel
import SearchEngine

/// Prints findings to standard output.
struct FindingPrinter {
  let format: ResultFormat
  let zone: TimeZoneRules

  func print(_ outcomes: [DetectionRun.Outcome]) {
    let findings = outcomes.flatMap { $0.findings }
    switch format {
    case .ndjson, .raw:
      for finding in findings {
        var line: [UInt8] = []
        FindingJSON.append(finding, to: &line)
        StandardOutput.write(line + [UInt8(ascii: "\n")])
      }
    case .json:
      var text: [UInt8] = Array("[".utf8)
      for (index, finding) in findings.enumerated() {
        text += Array((index == 0 ? "\n" : ",\n").utf8)
        FindingJSON.append(finding, to: &text)
      }
      StandardOutput.write(text + Array((findings.isEmpty ? "]\n" : "\n]\n").utf8))
    case .csv: printCSV(findings)
    case .table: printForPerson(outcomes)
    }
  }

  private func printCSV(_ findings: [DetectionFinding]) {
    let rows = findings.flatMap { finding -> [[(field: String, values: [String])]] in
      let head = [
        (field: "detection", values: [finding.detection]), (field: "type", values: [finding.type]),
        (field: "time", values: [FindingJSON.time(finding.time)]),
      ]
      let events = finding.riskEvents.map { event in
        head + [
          (field: "risk_object", values: [event.riskObject]),
          (field: "risk_object_type", values: [event.riskObjectType]),
          (field: "risk_score", values: [String(event.riskScore)]),
          (field: "risk_message", values: [event.riskMessage]),
        ]
      }
      return events.isEmpty ? [head] : events
    }
    let fields = [
      "detection", "type", "time", "risk_object", "risk_object_type", "risk_score", "risk_message",
    ]
    var batch = Batch(rowCount: rows.count)
    let arena = Arena()
    for field in fields {
      let cells = rows.map { row -> Cell in
        let values = row.first { $0.field == field }?.values ?? []
        return arena.cell(values.map { arena.store($0) })
      }
      batch.set(field, Column(cells, arenas: [arena]))
    }
    var writer = ResultWriter(format: .csv, batches: [batch])
    StandardOutput.write(writer.header() + writer.rows(batch))
  }

  /// A detection, its findings, and for each what a person asks first: who, how bad, what.
  private func printForPerson(_ outcomes: [DetectionRun.Outcome]) {
    for outcome in outcomes where !outcome.findings.isEmpty {
      let detection = outcome.detection
      let techniques = detection.mitreAttackIDs.joined(separator: " ")
      StandardOutput.write(
        line: "\(detection.name)  [\(detection.type.rawValue)\(techniques.isEmpty ? "" : ", \(techniques)")]")
      for finding in outcome.findings { printForPerson(finding) }
      StandardOutput.write(line: "")
    }
  }

  private func printForPerson(_ finding: DetectionFinding) {
    for event in finding.riskEvents {
      StandardOutput.write(
        line: "  risk \(event.riskScore)  \(event.riskObjectType) \(event.riskObject): "
          + event.riskMessage)
    }
    let fields = finding.row.fields.filter { !$0.values.isEmpty }
    let width = fields.map { $0.name.count }.max() ?? 0
    for (name, values) in fields {
      let pad = String(repeating: " ", count: min(width, 40) - min(name.count, 40))
      let text = values.joined(separator: ", ").replacing("\n", with: "\\n")
      StandardOutput.write(line: "    \(name)\(pad)  \(text)")
    }
    StandardOutput.write(line: "")
  }
}
