import Diagnostics

/// The stories that content names are described.
struct StoryNameRule: FileRule {
  let code = DiagnosticCode.unknownStory
  let kinds = Set<ContentKind>.searches

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    let known = facts.names(.story)
    guard !known.isEmpty else { return }
    for (name, node) in file.texts("@analytic_story[]") where !known.contains(name) {
      let near = NearMiss.find(name, among: known.sorted())
      let kind = file.kind == .baseline ? Diagnostic.Severity.warning : .error
      report.add(
        code, "the story `\(name)` is not described", at: file.span(node),
        help: near.map { "did you mean `\($0)`?" } ?? "add it to `stories/`", severity: kind)
    }
  }
}
