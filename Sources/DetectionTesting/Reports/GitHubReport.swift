/// What did not pass as annotations of a GitHub workflow.
///
/// Source: GitHub Actions, workflow commands: `::error file=…,line=…,title=…::message`.
package struct GitHubReport: Sendable {
  /// Paths are written relative to this folder, which must be the repository's.
  package let folder: String
  package let allowsMissingData: Bool

  package init(folder: String, allowsMissingData: Bool = false) {
    self.folder = folder
    self.allowsMissingData = allowsMissingData
  }

  package func lines(_ outcomes: [TestOutcome]) -> [String] {
    outcomes.compactMap { outcome in
      guard let command = command(outcome.verdict) else { return nil }
      var properties = ["file=" + Self.property(FileURI.relative(outcome.file, to: folder))]
      if let line = outcome.line { properties.append("line=\(line)") }
      properties.append(
        "title="
          + Self.property("\(outcome.detection) · \(outcome.test) (\(outcome.kind.rawValue))"))
      let text = outcome.detail ?? outcome.message ?? outcome.verdict.rawValue
      return "::\(command) \(properties.joined(separator: ","))::\(Self.data(text))"
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

  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
