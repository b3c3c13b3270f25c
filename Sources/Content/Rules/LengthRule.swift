import Diagnostics

/// A rule about how long texts are, in characters.
struct LengthRule: FileRule {
  let code: DiagnosticCode
  let kinds: Set<ContentKind>
  let path: String
  let range: ClosedRange<Int>
  /// Why, and what to do.
  let help: String

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    for (text, node) in file.texts(path) {
      let count = text.count
      guard !range.contains(count) else { continue }
      let rule =
        count < range.lowerBound
        ? "at least \(range.lowerBound)" : "at most \(range.upperBound)"
      let key = path.replacing("[]", with: "")
      report.add(
        code, "`\(key)` has \(rule) characters", at: file.span(node),
        label: "these are \(count)", help: help)
    }
  }
}

extension LengthRule {
  private static let any = Int.max

  static let all: [LengthRule] = [
    LengthRule(
      code: .nameTooLong, kinds: .searches, path: "name", range: 0...67,
      help: "Enterprise Security wraps the name, and the stanza must stay within 99 characters"),
    LengthRule(
      code: .nameTooLong, kinds: Set.all.subtracting(.searches), path: "name", range: 0...99,
      help: "shorten the name"),
    LengthRule(
      code: .textTooLong, kinds: .all, path: "author", range: 0...255,
      help: "name the team instead of each person"),
    LengthRule(
      code: .textTooLong, kinds: .all, path: "description", range: 0...10_000,
      help: "move the details to `how_to_implement` or a reference"),
    LengthRule(
      code: .explanationTooShort, kinds: .detections, path: "how_to_implement", range: 4...any,
      help: "say which data the search needs and how it is collected"),
    LengthRule(
      code: .explanationTooShort, kinds: .detections, path: "known_false_positives",
      range: 4...any, help: "say what else looks like this, or that nothing is known"),
    LengthRule(
      code: .emptyDrilldown, kinds: .detections, path: "drilldown_searches[].name",
      range: 5...any, help: "say what the analyst will see"),
  ]
}
