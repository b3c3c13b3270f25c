import Diagnostics

/// The detections that a baseline serves are there.
struct ServedDetectionRule: FileRule {
  let code = DiagnosticCode.unknownServedDetection
  let kinds: Set<ContentKind> = [.baseline]

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    let known = facts.names(.detection)
    guard !known.isEmpty else { return }
    for (name, node) in file.texts("@detections[]") where !known.contains(name) {
      let near = NearMiss.find(name, among: known.sorted())
      report.add(
        code, "the detection `\(name)` is not there", at: file.span(node),
        help: near.map { "did you mean `\($0)`?" } ?? "remove it, or add it to `detections/`",
        severity: file.referenceSeverity)
    }
  }
}
