import Diagnostics

/// A detection belongs somewhere.
struct StoryRule: FileRule {
  let code = DiagnosticCode.missingStory
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard file.detection != nil, file.nodes("@analytic_story[]").isEmpty else { return }
    let place = file.tags.pair("analytic_story").map { file.keySpan($0) }
    report.add(
      code, "a detection belongs to at least one analytic story",
      at: place ?? file.span(ofKey: "tags"), help: "add `analytic_story: […]`",
      severity: file.referenceSeverity)
  }
}
