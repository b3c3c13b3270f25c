import Diagnostics

/// A file is modified after it was created.
struct DateOrderRule: FileRule {
  let code = DiagnosticCode.dateOrder
  let kinds = Set<ContentKind>.all

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let created = file.root["creation_date"]?.text, TextForm.isDate(created),
      let node = file.root["modification_date"], let modified = node.text,
      TextForm.isDate(modified), modified < created
    else { return }
    report.add(
      code, "`modification_date` is not before `creation_date`", at: file.span(node),
      label: "created \(created)", help: "one of the two is wrong")
  }
}
