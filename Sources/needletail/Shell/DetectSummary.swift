import Content
import Detections
import Diagnostics
import Execution

/// What a run of detections came to, on standard error.
struct DetectSummary {
  let outcomes: [DetectionRun.Outcome]
  let report: ScanReport
  let time: Duration

  func report(detail limit: Int = 5) {
    var refused: [(name: String, message: String, code: String)] = []
    for outcome in outcomes {
      if case .refused(let diagnostic) = outcome.result {
        refused.append((outcome.detection.name, diagnostic.rendered(), diagnostic.code.rawValue))
      }
    }
    for item in refused.prefix(limit) {
      StandardError.write("detection `\(item.name)` did not run:\n\(item.message)\n")
    }
    if refused.count > limit {
      StandardError.write(
        "… and \(refused.count - limit) more did not run; `needletail content list` tells why")
    }
    let rows = outcomes.map { $0.findings }
    let findings = rows.reduce(0) { $0 + $1.count }
    let fired = rows.count { !$0.isEmpty }
    let risk = rows.reduce(0) { $0 + $1.riskEventCount }
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    let tenths = Double(Int(seconds * 100)) / 100
    StandardError.write(
      "\(Quantity.plural(outcomes.count - refused.count, "detection")) over "
        + "\(ScanSummary.amount(report)) in \(tenths) s: \(Quantity.plural(findings, "finding")) "
        + "of \(Quantity.plural(fired, "detection")), \(Quantity.plural(risk, "risk event"))"
        + (refused.isEmpty ? "" : "; \(Quantity.plural(refused.count, "detection")) did not run"))
  }
}
