import Diagnostics

/// ESCU 6: the baselines that a detection names are there.
struct BaselineNameRule: FileRule {
  let code = DiagnosticCode.unknownBaseline
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard file.shape == .escu6 else { return }
    let known = facts.names(.baseline)
    for (name, node) in file.texts("baselines[]") where !known.contains(name) {
      let near = NearMiss.find(name, among: known.sorted())
      report.add(
        code, "the baseline `\(name)` is not there", at: file.span(node),
        help: near.map { "did you mean `\($0)`?" } ?? "add it to `baselines/`")
    }
  }
}
