package import Diagnostics

/// What did not pass as annotations of a GitHub workflow.
///
/// Source: GitHub Actions, workflow commands: `::error file=…,line=…,title=…::message`.
package struct GitHubReport: Sendable {
  package let folder: ReportFolder
  package let allowsMissingData: Bool

  package init(folder: ReportFolder, allowsMissingData: Bool = false) {
    self.folder = folder
    self.allowsMissingData = allowsMissingData
  }

  package func lines(_ outcomes: [TestOutcome]) -> [String] {
    outcomes.compactMap { outcome in
      guard let command = command(outcome.verdict) else { return nil }
      var properties = ["file=" + GitHubText.property(folder.path(outcome.file))]
      if let line = outcome.line { properties.append("line=\(line)") }
      properties.append(
        "title="
          + GitHubText.property("\(outcome.detection) · \(outcome.test) (\(outcome.kind.rawValue))")
      )
      let text = outcome.detail ?? outcome.message ?? outcome.verdict.rawValue
      return "::\(command) \(properties.joined(separator: ","))::\(GitHubText.data(text))"
    }
  }

  private func command(_ verdict: TestOutcome.Verdict) -> String? {
    switch verdict {
    case .passed: nil
    case .failed, .error: "error"
    case .missingData: allowsMissingData ? "warning" : "error"
    case .skipped: "notice"
    }
  }
}
