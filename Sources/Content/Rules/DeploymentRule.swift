import Diagnostics

/// Where there are deployments, each type has one.
struct DeploymentRule: FileRule {
  let code = DiagnosticCode.missingDeployment
  let kinds = Set<ContentKind>.searches

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let detection = file.detection, detection.inlineDeployment == nil,
      detection.scheduleName == nil, detection.type != .investigation, facts.hasDeployments,
      !facts.hasDeployment(for: detection.type)
    else { return }
    report.add(
      code, "the type `\(detection.type.rawValue)` has no deployment", at: file.span(ofKey: "type"),
      help: "add one to `deployments/` with `type: \(detection.type.rawValue)`",
      severity: detection.shape == .escu6 ? .warning : .error)
  }
}
