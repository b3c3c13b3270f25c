import Diagnostics

/// Outcomes for a person at a terminal.
package enum TestText {
  /// The lines of one outcome; with `isBrief` none for one that passed without a note.
  package static func lines(_ outcome: TestOutcome, isBrief: Bool) -> [String] {
    if isBrief, outcome.verdict == .passed, outcome.notes.isEmpty { return [] }
    let label = label(outcome.verdict)
    let pad = String(repeating: " ", count: max(1, 9 - label.count))
    let kind = outcome.kind == .unit ? "" : " (integration)"
    var lines = ["\(label)\(pad)\(outcome.detection) · \(outcome.test)\(kind)"]
    let indent = String(repeating: " ", count: 9)
    if outcome.detail == nil, let message = outcome.message {
      lines.append(indent + VisibleText.oneLine(message))
    }
    if let detail = outcome.detail {
      lines += detail.split(separator: "\n", omittingEmptySubsequences: false).map {
        indent + VisibleText.oneLine(String($0))
      }
    }
    lines += outcome.notes.map { indent + "note: " + VisibleText.oneLine($0) }
    switch outcome.verdict {
    case .passed, .skipped: break
    case .failed, .error, .missingData:
      lines.append(indent + "at \(outcome.file)" + (outcome.line.map { ":\($0)" } ?? ""))
    }
    return lines
  }

  /// How a line about such an outcome starts.
  package static func label(_ verdict: TestOutcome.Verdict) -> String {
    switch verdict {
    case .passed: "pass"
    case .failed: "FAIL"
    case .error: "ERROR"
    case .missingData: "NO DATA"
    case .skipped: "skip"
    }
  }
}
