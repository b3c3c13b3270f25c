import Diagnostics

/// An add-on can be found and compared.
struct AddOnRule: FileRule {
  let code = DiagnosticCode.invalidAddOn
  let kinds: Set<ContentKind> = [.dataSource]

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    for item in file.nodes("supported_TA[]") {
      let missing = ["name", "url", "version"].filter { item[$0] == nil }
      // A missing name is told by the reader.
      guard !missing.isEmpty, missing != ["name"] else { continue }
      report.add(
        code, "an add-on has `name`, `url` and `version`", at: file.span(item),
        label: "\(missing.map { "`\($0)`" }.joined(separator: ", ")) missing")
    }
  }
}
