import Diagnostics

/// ESCU 6: titles and messages name somebody.
struct MissingTokenRule: FileRule {
  let code = DiagnosticCode.missingToken
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard file.shape == .escu6 else { return }
    for path in ["finding.title", "intermediate_findings.entities[].message"] {
      for (text, node) in file.texts(path) where RiskPaths.tokens(text).isEmpty {
        report.add(
          code, "`\(path.replacing("[]", with: ""))` has at least one `$field$`",
          at: file.span(node), help: "say of whom or what: `… by $user$`")
      }
    }
  }
}
