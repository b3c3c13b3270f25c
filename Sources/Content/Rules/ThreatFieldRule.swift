import Diagnostics

/// The field of a threat object comes from somewhere.
struct ThreatFieldRule: FileRule {
  let code = DiagnosticCode.threatFieldNotInSearch
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let search = file.detection?.search.text else { return }
    let attackers = file.nodes("tags.observable[]")
      .filter { RiskPaths.isAttacker($0) }.compactMap { $0["name"] }
    for node in RiskPaths.threats.flatMap({ file.nodes($0) }) + attackers {
      guard let field = node.text, !SearchMention.has(field, in: search) else { continue }
      report.add(
        code, "the threat field `\(field)` does not occur in the search", at: file.span(node),
        help: "name a field of the result rows",
        severity: file.isProduction ? .error : .note)
    }
  }
}
