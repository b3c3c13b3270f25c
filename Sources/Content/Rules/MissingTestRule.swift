import Diagnostics

/// What is in production has been seen to work.
struct MissingTestRule: FileRule {
  let code = DiagnosticCode.missingTest
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let detection = file.detection, detection.status == .production,
      detection.type != .correlation, detection.type != .baseline, detection.manualTest == nil,
      file.nodes("tests[]").isEmpty
    else { return }
    report.add(
      code, "a production detection has at least one test", at: file.span(ofKey: "tests"),
      help: "add `tests` with events that it must find, or say in `manual_test` why it has none")
  }
}
