import Diagnostics

/// A sub-technique stands for its technique.
struct TechniqueFamilyRule: FileRule {
  let code = DiagnosticCode.techniqueAndParent
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    // Allowed in ESCU 4, where half of all files have both.
    guard file.shape != .escu4 else { return }
    let ids = file.texts("@mitre_attack_id[]")
    for (id, node) in ids where !id.contains(".") {
      guard let child = ids.first(where: { $0.text.hasPrefix(id + ".") }) else { continue }
      report.add(
        code, "a technique and its sub-technique are not both named", at: file.span(node),
        label: "`\(child.text)` says it more exactly", help: "remove `\(id)`",
        fix: RepeatedEntryRule.removal(of: node, in: file, saying: "remove `\(id)`"))
    }
  }
}
