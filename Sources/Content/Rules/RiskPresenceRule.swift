import Diagnostics

/// Risk is configured where it is made.
struct RiskPresenceRule: FileRule {
  let code = DiagnosticCode.riskPresence
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard file.shape == .escu5, let detection = file.detection else { return }
    let isEnabled = facts.deployment(for: detection).isRiskEnabled
    let type = detection.type.rawValue
    if isEnabled, !file.root.pairs.contains(where: { $0.key == "rba" }) {
      report.add(
        code, "the deployment of type `\(type)` makes risk events, so the file needs `rba`",
        at: file.span(ofKey: "type"),
        help: "add `rba` with `message`, `risk_objects` and `threat_objects`")
    } else if isEnabled, let rba = file.root["rba"], file.nodes("rba.risk_objects[]").isEmpty,
      rba["risk_objects"] != nil
    {
      report.add(
        code, "`rba` has at least one risk object", at: file.span(rba),
        help: "name the field whose value is at risk")
    } else if !isEnabled, let pair = file.root.pair("rba") {
      report.add(
        code, "the deployment of type `\(type)` makes no risk events, so `rba` has no effect",
        at: file.keySpan(pair), help: "remove it, or change the type")
    }
  }
}
