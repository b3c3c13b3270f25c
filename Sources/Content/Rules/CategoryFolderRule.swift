import Diagnostics

/// ESCU 6: the category is the folder.
struct CategoryFolderRule: FileRule {
  let code = DiagnosticCode.categoryMismatch
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let node = file.root["category"], let category = node.text,
      ChoiceRule.categories.contains(category), let folder = file.folders.last.map(String.init),
      folder != category, ChoiceRule.categories.contains(folder)
    else { return }
    report.add(
      code, "the category is the name of the folder", at: file.span(node),
      label: "the folder is `\(folder)`", help: "move the file, or write `category: \(folder)`",
      fix: file.edit(node, to: folder).map {
        ContentFix("write `category: \(folder)`", edits: [$0])
      })
  }
}
