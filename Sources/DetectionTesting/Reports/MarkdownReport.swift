package import Diagnostics

/// Outcomes as a page of Markdown: a summary of a CI job, a comment of a change.
package enum MarkdownReport {
  package static func text(_ outcomes: [TestOutcome], folder: ReportFolder) -> String {
    let summary = TestSummary(outcomes)
    var lines = ["## Detection tests", "", summary.line + ".", ""]
    lines += ["| | unit | integration |", "|---|---:|---:|"]
    for verdict in TestOutcome.Verdict.allCases where summary.count(verdict) > 0 {
      let counts = TestOutcome.Kind.allCases.map { kind in
        String(outcomes.count { $0.kind == kind && $0.verdict == verdict })
      }
      lines.append("| \(verdict.rawValue) | " + counts.joined(separator: " | ") + " |")
    }
    let open = outcomes.filter { $0.verdict != .passed && $0.verdict != .skipped }
    if !open.isEmpty {
      lines += ["", "### Not passed", "", "| detection | test | outcome | why | where |"]
      lines.append("|---|---|---|---|---|")
      lines += open.map { row($0, folder) }
    }
    let skipped = outcomes.filter { $0.verdict == .skipped }
    if !skipped.isEmpty {
      lines += ["", "<details><summary>\(skipped.count) skipped</summary>", ""]
      lines += ["| detection | test | outcome | why | where |", "|---|---|---|---|---|"]
      lines += skipped.map { row($0, folder) }
      lines += ["", "</details>"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func row(_ outcome: TestOutcome, _ folder: ReportFolder) -> String {
    let file = folder.path(outcome.file)
    let cells = [
      outcome.detection, "\(outcome.test) (\(outcome.kind.rawValue))", outcome.verdict.rawValue,
      outcome.message ?? "", outcome.line.map { "\(file):\($0)" } ?? file,
    ]
    return "| " + cells.map { cell($0) }.joined(separator: " | ") + " |"
  }

  private static func cell(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("|", with: "\\|").replacing("<", with: "&lt;")
      .replacing("\r", with: " ").replacing("\n", with: " ")
  }
}
