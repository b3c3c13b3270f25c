import Diagnostics

/// The field of a risk object comes from somewhere.
struct RiskFieldRule: FileRule {
  let code = DiagnosticCode.riskFieldNotInSearch
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let search = file.detection?.search.text else { return }
    let victims = file.nodes("tags.observable[]")
      .filter { !RiskPaths.isAttacker($0) }.compactMap { $0["name"] }
    for node in RiskPaths.objects.flatMap({ file.nodes($0) }) + victims {
      guard let field = node.text, !SearchMention.has(field, in: search) else { continue }
      report.add(
        code, "the risk field `\(field)` does not occur in the search", at: file.span(node),
        help: "name a field of the result rows",
        severity: file.isProduction ? .error : .note)
    }
  }
}
