import Diagnostics

/// An analyst can go on from a finding.
struct DrilldownRule: FileRule {
  let code = DiagnosticCode.missingDrilldown
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard file.shape != .escu4, let detection = file.detection, detection.status == .production,
      detection.type != .hunting, detection.type != .baseline
    else { return }
    let count = file.nodes("drilldown_searches[]").count
    guard count < 2 else { return }
    report.add(
      code, "a production detection has at least two drill-downs",
      at: file.span(ofKey: "drilldown_searches"), label: count == 1 ? "this is one" : nil,
      help: "add one with `%original_detection_search%` and one for the risk of the object")
  }
}
