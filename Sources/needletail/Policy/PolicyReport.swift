import Content
import Diagnostics
import EventModel
import KubernetesAudit
import SearchEngine

/// Prints what detections see under a policy.
struct PolicyReport {
  let policy: AuditPolicy
  let checks: [(detection: Detection, verdict: PolicyVerdict)]
  /// Detections that are not about audit events.
  let others: [Detection]
  let listsOthers: Bool

  private static let notApplicable = "not-applicable"

  func print(format: ResultFormat) {
    switch format {
    case .ndjson, .json, .raw, .csv: for line in lines { StandardOutput.write(line) }
    case .table: table()
    }
    summary()
  }

  private var lines: [[UInt8]] {
    let checked = checks.map { Self.json($0.detection, $0.verdict) }
    guard listsOthers else { return checked }
    return checked
      + others.map { detection in
        var object = JSONObjectWriter()
        object.text("detection", detection.name)
        object.text("verdict", Self.notApplicable)
        object.null("line")
        object.text("reason", "the search is not about audit events")
        object.text("id", detection.id)
        return object.finished() + [UInt8(ascii: "\n")]
      }
  }

  private static func json(_ detection: Detection, _ verdict: PolicyVerdict) -> [UInt8] {
    var object = JSONObjectWriter()
    object.text("detection", detection.name)
    object.text("verdict", verdict.sight.rawValue)
    if let line = verdict.line {
      object.number("line", Double(line))
    } else {
      object.null("line")
    }
    object.text("reason", verdict.reason)
    object.text("id", detection.id)
    let findings = verdict.findings.map { finding -> [UInt8] in
      var entry = JSONObjectWriter()
      if let line = finding.line { entry.number("line", Double(line)) } else { entry.null("line") }
      entry.text("level", finding.level.rawValue)
      entry.text("verdict", finding.sight.rawValue)
      entry.text("reason", finding.reason)
      return entry.finished()
    }
    let list = Array(findings.joined(separator: [UInt8(ascii: ",")]))
    object.raw("findings", [UInt8(ascii: "[")] + list + [UInt8(ascii: "]")])
    return object.finished() + [UInt8(ascii: "\n")]
  }

  /// The worst first.
  private func table() {
    for sight in PolicyVerdict.Sight.allCases.reversed() {
      let found = checks.filter { $0.verdict.sight == sight }
      guard !found.isEmpty else { continue }
      StandardOutput.show("\(Self.title(sight)) (\(found.count))") {
        TerminalColor.output.painted($0, Self.hue(sight))
      }
      for (_, verdict) in found {
        let place = verdict.line.map { "\(policy.name):\($0)" } ?? policy.name
        StandardOutput.show("  \(verdict.detection)  [\(place)]")
        guard sight != .everything else { continue }
        for finding in verdict.findings.prefix(3) {
          StandardOutput.show("      " + finding.reason)
        }
        if verdict.findings.count > 3 {
          StandardOutput.show("      and \(verdict.findings.count - 3) more")
        }
      }
    }
    guard listsOthers, !others.isEmpty else { return }
    StandardOutput.write(line: "not about audit events (\(others.count))")
    for detection in others { StandardOutput.show("  " + detection.name) }
  }

  private static func hue(_ sight: PolicyVerdict.Sight) -> TerminalColor.Hue {
    switch sight {
    case .everything: .green
    case .degraded: .yellow
    case .blind: .red
    }
  }

  private static func title(_ sight: PolicyVerdict.Sight) -> String {
    switch sight {
    case .everything: "sees everything"
    case .degraded: "degraded"
    case .blind: "blind"
    }
  }

  private func summary() {
    let counts = PolicyVerdict.Sight.allCases.map { sight in
      let count = checks.count { $0.verdict.sight == sight }
      return Quantity.count(count) + " "
        + (sight == .everything && count != 1 ? "see everything" : Self.title(sight))
    }
    StandardError.write(
      "\(Quantity.plural(checks.count, "detection")): " + counts.joined(separator: ", "))
    guard !others.isEmpty else { return }
    StandardError.write(
      "\(Quantity.plural(others.count, "detection")) not checked: not about audit events"
        + (listsOthers ? "" : "; --all lists them"))
  }
}
