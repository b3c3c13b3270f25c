import Content
import Detections
import EventModel
import SearchEngine

/// Prints findings to standard output.
struct FindingPrinter {
  let format: ResultFormat
  let zone: TimeZoneRules

  func print(_ outcomes: [DetectionRun.Outcome]) {
    let findings = outcomes.map { $0.findings }.filter { !$0.isEmpty }
    switch format {
    case .ndjson, .raw: printObjects(findings, isArray: false)
    case .json:
      StandardOutput.write(Array("[".utf8))
      printObjects(findings, isArray: true)
      StandardOutput.write(Array((findings.isEmpty ? "]\n" : "\n]\n").utf8))
    case .csv: printCSV(findings)
    case .table: printForPerson(outcomes)
    }
  }

  /// JSON objects, rendered by all cores and written in order.
  private func printObjects(_ findings: [FindingRows], isArray: Bool) {
    let writers = findings.map { FindingWriter($0) }
    let pieces = writers.enumerated().flatMap { number, writer in
      writer.pieces(of: Self.pieceSize).map { (number, $0) }
    }
    OrderedOutput.run(pieces.count) { index, output in
      let (number, piece) = pieces[index]
      writers[number].append(
        piece, to: output,
        separator: { place, output in
          guard isArray else { return }
          output.append(number == 0 && place == 0 ? Bytes("\n") : Bytes(",\n"))
        }, terminator: isArray ? Bytes("") : Bytes("\n"))
    } write: {
      StandardOutput.write($0.contents)
    }
  }

  /// Findings that are rendered at once: about as much text as fits a core's cache.
  private static let pieceSize = 256

  private static let csvFields = [
    "detection", "type", "time", "risk_object", "risk_object_type", "risk_score", "risk_message",
  ]

  private func printCSV(_ findings: [FindingRows]) {
    var writer = ResultWriter(format: .csv, batches: [Self.csvBatch([])])
    StandardOutput.write(writer.header())
    for rows in findings {
      for start in stride(from: 0, to: rows.count, by: Self.pieceSize) {
        let part = rows[start..<min(start + Self.pieceSize, rows.count)]
        StandardOutput.write(writer.rows(Self.csvBatch(part.flatMap { Self.csvRows($0) })))
      }
    }
  }

  /// A line a risk event, and one for a finding without.
  private static func csvRows(_ finding: DetectionFinding) -> [[String]] {
    let head = [finding.detection, finding.type, FindingJSON.time(finding.time)]
    let events = finding.riskEvents.map { event in
      head + [
        event.riskObject, event.riskObjectType, String(event.riskScore), event.riskMessage,
      ]
    }
    return events.isEmpty ? [head] : events
  }

  private static func csvBatch(_ rows: [[String]]) -> Batch {
    var batch = Batch(rowCount: rows.count)
    let arena = Arena()
    for (index, field) in csvFields.enumerated() {
      let cells = rows.map { row -> Cell in
        index < row.count ? .text(arena.store(row[index])) : .null
      }
      batch.set(field, Column(cells, arenas: [arena]))
    }
    return batch
  }

  /// A detection, its findings, and for each what a person asks first: who, how bad, what.
  private func printForPerson(_ outcomes: [DetectionRun.Outcome]) {
    for outcome in outcomes where !outcome.findings.isEmpty {
      let detection = outcome.detection
      let techniques = detection.mitreAttackIDs.joined(separator: " ")
      let kind = "[\(detection.type.rawValue)\(techniques.isEmpty ? "" : ", \(techniques)")]"
      StandardOutput.show("\(detection.name)  \(kind)") {
        TerminalColor.output.painted($0, start: detection.name, .bold)
      }
      for finding in outcome.findings { printForPerson(finding) }
      StandardOutput.write(line: "")
    }
  }

  private func printForPerson(_ finding: DetectionFinding) {
    for event in finding.riskEvents {
      let risk = "  risk \(event.riskScore)"
      StandardOutput.show(
        "\(risk)  \(event.riskObjectType) \(event.riskObject): \(event.riskMessage)"
      ) { TerminalColor.output.painted($0, start: risk, .yellow) }
    }
    let fields = finding.row.fields.filter { !$0.values.isEmpty }
    let width = fields.map { $0.name.count }.max() ?? 0
    for (name, values) in fields {
      let pad = String(repeating: " ", count: min(width, 40) - min(name.count, 40))
      let text = values.joined(separator: ", ").replacing("\n", with: "\\n")
      StandardOutput.show("    \(name)\(pad)  \(text)")
    }
    StandardOutput.write(line: "")
  }
}
