import Diagnostics

/// Nothing was written tomorrow.
struct FutureDateRule: FileRule {
  let code = DiagnosticCode.futureDate
  let kinds = Set<ContentKind>.all

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    for key in DateRule.keys {
      guard let node = file.root[key], let text = node.text, TextForm.isDate(text),
        text > facts.today
      else { continue }
      report.add(
        code, "`\(key)` is not later than today", at: file.span(node),
        label: "today is \(facts.today)", help: "write today's date, in UTC")
    }
  }
}
