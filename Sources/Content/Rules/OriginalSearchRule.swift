import Diagnostics

/// One drill-down leads back to the rows of the detection.
struct OriginalSearchRule: FileRule {
  let code = DiagnosticCode.missingOriginalSearch
  let kinds = Set<ContentKind>.detections
  private static let token = "%original_detection_search%"

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let detection = file.detection, detection.status == .production,
      detection.type != .hunting
    else { return }
    let searches = file.texts("drilldown_searches[].search")
    // Too few of them are another rule's.
    guard searches.count >= 2, !searches.contains(where: { $0.text.contains(Self.token) }) else {
      return
    }
    report.add(
      code, "one drill-down contains `\(Self.token)`", at: file.span(ofKey: "drilldown_searches"),
      help: "write `search: '\(Self.token) | search user=\"$user$\"'`")
  }
}
