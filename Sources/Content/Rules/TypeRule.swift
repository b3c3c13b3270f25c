import Diagnostics

/// A detection is one of four types.
struct TypeRule: FileRule {
  let code = DiagnosticCode.typeNotAllowed
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let type = file.detection?.type, let node = file.root["type"] else { return }
    switch type {
    case .ttp, .anomaly, .hunting, .correlation: return
    case .baseline, .investigation:
      report.add(
        code, "a detection is of type `TTP`, `Anomaly`, `Hunting` or `Correlation`",
        at: file.span(node), label: "this is `\(type.rawValue)`",
        help: type == .baseline ? "move the file to `baselines/`" : nil)
    }
  }
}
