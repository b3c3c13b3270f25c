import Diagnostics

/// What is in `baselines/` is a baseline.
struct BaselineTypeRule: FileRule {
  let code = DiagnosticCode.baselineType
  let kinds: Set<ContentKind> = [.baseline]

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let node = file.root["type"], let text = node.text,
      text != DetectionType.baseline.rawValue
    else { return }
    report.add(
      code, "the type of a baseline is `Baseline`", at: file.span(node), label: "this is `\(text)`",
      help: "write `type: Baseline`, or move the file to `detections/`")
  }
}
