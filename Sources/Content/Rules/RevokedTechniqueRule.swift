import Diagnostics

/// Techniques that ATT&CK has dropped have a successor.
struct RevokedTechniqueRule: FileRule {
  let code = DiagnosticCode.revokedTechnique
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    for (id, node) in file.texts("@mitre_attack_id[]") {
      guard let known = MITREAttack.technique(id), let successor = known.replacement else {
        continue
      }
      report.add(
        code, "ATT&CK has revoked `\(id)` (\(known.name))", at: file.span(node),
        help: "its successor is `\(successor)`",
        severity: file.shape == .escu6 ? .warning : .note,
        fix: file.shape != .escu6
          ? nil
          : file.edit(node, to: successor).map {
            ContentFix("write `\(successor)` for `\(id)`", edits: [$0])
          })
    }
  }
}
