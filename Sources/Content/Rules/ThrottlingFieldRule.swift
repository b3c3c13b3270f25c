import Diagnostics

/// What a detection is throttled by must be in its rows.
struct ThrottlingFieldRule: FileRule {
  let code = DiagnosticCode.throttlingField
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let detection = file.detection, let throttling = file.nodes("@throttling").first else {
      return
    }
    if let fields = throttling["fields"], fields.items.isEmpty, fields.scalar == nil {
      report.add(code, "throttling is by at least one field", at: file.span(fields))
    }
    for (text, node) in file.texts("@throttling.fields[]") {
      if text.contains(" ") {
        report.add(
          code, "a throttling field has no spaces", at: file.span(node),
          label: "this is `\(text)`", help: "write a list with a field an item")
      } else if !SearchMention.has(text, in: detection.search.text) {
        report.add(
          code, "the throttling field `\(text)` does not occur in the search",
          at: file.span(node), help: "throttle by a field that the rows have")
      }
    }
  }
}
