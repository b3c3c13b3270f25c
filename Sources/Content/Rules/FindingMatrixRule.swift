import Diagnostics

/// ESCU 6: the type says what a detection's rows become.
struct FindingMatrixRule: FileRule {
  let code = DiagnosticCode.findingMatrix
  let kinds = Set<ContentKind>.detections

  private enum Presence { case required, optional, absent }

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard file.shape == .escu6, let type = file.detection?.type else { return }
    let matrix: [(key: String, presence: Presence)]
    switch type {
    case .ttp: matrix = [("finding", .required), ("intermediate_findings", .optional)]
    case .anomaly: matrix = [("finding", .absent), ("intermediate_findings", .required)]
    case .correlation: matrix = [("finding", .required), ("intermediate_findings", .absent)]
    case .hunting:
      matrix = [
        ("finding", .absent), ("intermediate_findings", .absent), ("threat_objects", .absent),
      ]
    case .baseline, .investigation: return
    }
    for (key, presence) in matrix {
      let pair = file.root.pair(key)
      if presence == .required, pair == nil {
        report.add(
          code, "a detection of type `\(type.rawValue)` has `\(key)`", at: file.span(ofKey: "type"),
          help: "add `\(key)`, or change the type")
      } else if presence == .absent, let pair {
        report.add(
          code, "a detection of type `\(type.rawValue)` has no `\(key)`", at: file.keySpan(pair),
          help: "remove it, or change the type")
      }
    }
  }
}
