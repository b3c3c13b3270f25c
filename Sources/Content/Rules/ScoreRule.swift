import Diagnostics

/// A risk object without risk is none.
struct ScoreRule: FileRule {
  let code = DiagnosticCode.scoreRange
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    for node in file.nodes("rba.risk_objects[].score") where node.scalar?.number == 0 {
      report.add(
        code, "the score of a risk object is 1 to 100", at: file.span(node),
        help: "50 is usual for a TTP, 20 for an Anomaly")
    }
  }
}
