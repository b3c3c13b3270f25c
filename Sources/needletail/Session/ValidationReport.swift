import Content
import Diagnostics
import EventModel
import Foundation

/// The findings of a validation, in the form that was asked for.
struct ValidationReport {
  let validation: ContentValidation
  let format: ValidateSubcommand.Format
  let shows: (Diagnostic) -> Bool
  let version: String

  func print(time: Duration) {
    let shown = validation.findings.filter { shows($0.diagnostic) }
    let folder = ReportFolder.repository
    let diagnostics = shown.map { $0.diagnostic }
    switch format {
    case .table:
      for finding in shown {
        StandardOutput.show(Self.text(finding) + "\n") { TerminalColor.output.message($0) }
      }
    case .ndjson:
      write(shown.map { Self.json($0, .current) })
    case .json:
      StandardOutput.write(line: JSONLiteral.array(shown.map { Self.json($0, .current) }))
    case .sarif:
      StandardOutput.write(
        line: DiagnosticSARIF.text(diagnostics, version: version, from: folder))
    case .gitlab:
      StandardOutput.write(line: DiagnosticGitLab.text(diagnostics, from: folder))
      // The form has no entry without a line.
      for diagnostic in diagnostics where diagnostic.span == nil {
        StandardError.write(diagnostic.rendered())
      }
    case .github:
      write(diagnostics.map { $0.gitHubAnnotation(from: folder) })
    }
    for remark in validation.remarks { StandardError.write("note: " + remark) }
    StandardError.write(summary(shown, time))
  }

  private func write(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    StandardOutput.write(line: lines.joined(separator: "\n"))
  }

  private static func text(_ finding: ContentFinding) -> String {
    let text = finding.diagnostic.rendered()
    guard let fix = finding.fix else { return text }
    return text + "\n  = fix: \(fix.summary) (`--fix` does it)"
  }

  private static func json(_ finding: ContentFinding, _ folder: ReportFolder) -> String {
    let text = finding.diagnostic.json(from: folder)
    let fix = finding.fix.map { JSONLiteral.quoted($0.summary) } ?? "null"
    return String(text.dropLast()) + ",\"fix\":" + fix + "}"
  }

  private func summary(_ shown: [ContentFinding], _ time: Duration) -> String {
    func count(_ severity: Diagnostic.Severity, _ findings: [ContentFinding]) -> Int {
      findings.count { $0.diagnostic.severity == severity }
    }
    let all = validation.findings
    let detections = validation.files.count { $0.kind == .detection }
    let parts = [
      Quantity.plural(count(.error, all), "error"),
      Quantity.plural(count(.warning, all), "warning"),
      Quantity.plural(count(.note, all), "note"),
    ]
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    let hidden = all.count - shown.count
    let fixable = shown.count { $0.fix != nil }
    return "\(Quantity.plural(validation.files.count, "file")) with "
      + "\(Quantity.plural(detections, "detection")) in \(Double(Int(seconds * 100)) / 100) s: "
      + parts.joined(separator: ", ")
      + (hidden > 0
        ? "; \(Quantity.count(hidden)) not shown (`--level note`, without `--since`)" : "")
      + (fixable > 0 ? "; `--fix` mends \(Quantity.count(fixable))" : "")
  }
}
