import Diagnostics

/// What a message speaks of comes from somewhere.
struct MessageTokenRule: FileRule {
  let code = DiagnosticCode.tokenNotInSearch
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let search = file.detection?.search.text else { return }
    for (text, node) in RiskPaths.messages.flatMap({ file.texts($0) }) {
      for token in RiskPaths.tokens(text) where !SearchMention.has(token, in: search) {
        report.add(
          code, "`$\(token)$` does not occur in the search", at: file.span(node),
          help: "the message would say that there is no `\(token)`: name a field of the rows",
          severity: file.isProduction ? .error : .note)
      }
    }
  }
}
