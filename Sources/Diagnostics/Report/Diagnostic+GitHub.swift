extension Diagnostic {
  /// The diagnostic as a command that makes GitHub Actions annotate the changed lines.
  ///
  /// Source: GitHub's workflow commands: `::error file=…,line=…,col=…,title=…::message`, with
  /// `%`, line ends and, in properties, `:` and `,` escaped.
  package func gitHubAnnotation(from folder: ReportFolder? = nil) -> String {
    let level =
      switch severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    var properties: [(String, String)] = []
    if let place = DiagnosticPlace(self, from: folder) {
      properties += [("file", place.file), ("line", String(place.line))]
      if place.endLine == place.line {
        properties += [("col", String(place.column))]
        if place.endColumn > place.column {
          properties += [("endColumn", String(place.endColumn))]
        }
      } else {
        properties += [("endLine", String(place.endLine))]
      }
    }
    properties.append(("title", code.rawValue))
    let head = properties.map { "\($0.0)=\(GitHubText.property($0.1))" }.joined(separator: ",")
    let lines = [message, label, help].compactMap { $0 }
    return "::\(level) \(head)::\(GitHubText.data(lines.joined(separator: "\n")))"
  }
}
