import Diagnostics

/// Dates are days that there are, written one way.
struct DateRule: FileRule {
  let code = DiagnosticCode.invalidDate
  let kinds = Set<ContentKind>.all
  static let keys = ["date", "creation_date", "modification_date"]

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    for key in Self.keys {
      guard let node = file.root[key], let text = node.text, !TextForm.isDate(text) else {
        continue
      }
      let repaired = Self.repaired(text)
      let edit = repaired.flatMap { file.edit(node, to: $0) }
      report.add(
        code, "`\(key)` is a day, written year-month-day", at: file.span(node),
        label: "this is `\(text)`",
        help: "write it as `\(repaired ?? facts.today)`",
        fix: edit.map { ContentFix("write the date as \(repaired ?? "")", edits: [$0]) })
    }
  }

  /// The day of a text that can only mean one: year first, other separators, missing zeros, or a
  /// time behind it.
  static func repaired(_ text: String) -> String? {
    let day = text.split { $0 == "T" || $0 == " " }.first ?? ""
    let parts = day.split { "-/.".contains($0) }
    guard parts.count == 3, parts[0].count == 4, parts.allSatisfy(TextForm.isDigits),
      parts[1].count <= 2, parts[2].count <= 2
    else { return nil }
    let padded = parts.map { $0.count == 1 ? "0" + $0 : String($0) }.joined(separator: "-")
    return TextForm.isDate(padded) ? padded : nil
  }
}
