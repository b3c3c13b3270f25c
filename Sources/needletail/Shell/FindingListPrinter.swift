import Content
import Detections
import EventModel
import Foundation
import SearchEngine

/// Prints findings: a table for people, one JSON object a line for programs.
struct FindingListPrinter {
  let format: ResultFormat

  func print(_ findings: [StoredFinding]) {
    guard case .table = format else {
      for finding in findings { StandardOutput.write(StoredFindingJSON.json(finding) + [0x0A]) }
      return
    }
    let table = ResultTable(
      fields: ["no", "time", "urgency", "status", "owner", "detection", "finding"],
      rows: findings.map { finding in
        [
          [String(finding.number)], [FindingJSON.time(finding.time)], [finding.urgency.rawValue],
          [finding.status.rawValue], [finding.owner], [finding.name], [finding.title],
        ]
      })
    for line in TextTable.lines(table, width: StandardOutput.width) {
      StandardOutput.write(line: line)
    }
    StandardError.write(Quantity.plural(findings.count, "finding"))
  }

  func print(_ finding: StoredFinding, history: [FindingChange]) {
    guard case .table = format else {
      return StandardOutput.write(StoredFindingJSON.json(finding, history: history) + [0x0A])
    }
    row("finding", "\(finding.number)  \(finding.key)")
    row("title", finding.title)
    row("detection", "\(finding.name) (\(finding.detection))")
    row("kind", "\(finding.kind.rawValue), \(finding.type)")
    row("time", FindingJSON.time(finding.time))
    row("urgency", "\(finding.urgency.rawValue), severity \(finding.severity.rawValue)")
    row("risk", NumberText.format(finding.riskScore))
    row("status", "\(finding.status.rawValue), \(finding.owner), \(finding.disposition.rawValue)")
    row("hidden", finding.suppressedBy.map { "by suppression rule `\($0)`" } ?? "")
    if case .object(let members)? = try? JSONValue.parse(finding.body)["result"] {
      for (field, value) in members { row("  " + field, Self.text(value)) }
    }
    for drilldown in finding.drilldowns {
      row("look at", drilldown.name)
      row("", drilldown.search)
      row(
        "",
        "from \(FindingJSON.time(drilldown.earliest)) to \(FindingJSON.time(drilldown.latest))")
    }
    for change in history {
      let comment = change.comment.map { ": " + $0 } ?? ""
      row(
        "history", "\(FindingJSON.time(change.time))  \(change.actor)  \(change.change)\(comment)")
    }
  }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .array(let items): items.map { Self.text($0) }.joined(separator: "\n")
    case .number, .bool, .null, .object: value.compactText
    }
  }

  private func row(_ name: String, _ text: String) {
    guard !text.isEmpty else { return }
    let width = 12
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let head = index == 0 ? name : ""
      let pad = String(repeating: " ", count: max(2, width - head.count))
      StandardOutput.show(head + pad + line)
    }
  }
}
