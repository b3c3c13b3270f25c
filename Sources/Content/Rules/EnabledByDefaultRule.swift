import Diagnostics

/// Only what is ready runs from the start.
struct EnabledByDefaultRule: FileRule {
  let code = DiagnosticCode.notEnableable
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let detection = file.detection, detection.isEnabledByDefault,
      let node = file.root["enabled_by_default"]
    else { return }
    let hasType = [.anomaly, .correlation, .ttp].contains(detection.type)
    guard detection.status != .production || !hasType else { return }
    report.add(
      code, "enabled by default are production detections of type TTP, Anomaly or Correlation",
      at: file.span(node),
      label: "this is \(detection.status.rawValue), \(detection.type.rawValue)",
      help: "remove the key; users enable what they want")
  }
}
