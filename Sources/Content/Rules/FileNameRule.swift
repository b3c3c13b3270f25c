import Diagnostics

/// The file of a detection is found by its name.
struct FileNameRule: FileRule {
  let code = DiagnosticCode.fileNameMismatch
  let kinds = Set<ContentKind>.all

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let node = file.root["name"], let name = node.text, !name.isEmpty else { return }
    let stem = FileNameRule.stem(of: name)
    let suffix = file.fileName.hasSuffix(".yaml") ? ".yaml" : ".yml"
    guard file.fileName != stem + suffix else { return }
    report.add(
      code, "the file of `\(name)` is named `\(stem).yml`", at: file.span(node),
      label: "it is `\(file.fileName)`", help: "rename the file, or give it its old name",
      fix: ContentFix("rename the file to `\(stem).yml`", fileName: stem + ".yml"))
  }

  /// Source: contentctl: lower case, `_` for space, `-`, `.` and `/`.
  static func stem(of name: String) -> String {
    let filter = Detection.filterMacroName(for: name)
    return String(filter.dropLast("_filter".count))
  }
}
