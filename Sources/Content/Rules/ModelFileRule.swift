import Diagnostics
import Foundation

/// Models are found by their prefix.
struct ModelFileRule: FileRule {
  let code = DiagnosticCode.modelFileName
  let kinds: Set<ContentKind> = [.lookup]

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard case .lookup(let lookup)? = file.item, case .model(let path) = lookup.kind else { return }
    let name = PathText.name(of: path)
    guard !name.hasPrefix("__mlspl_") else { return }
    let key = file.root["filename"] != nil ? "filename" : "name"
    report.add(
      code, "the file of a model starts with `__mlspl_`", at: file.span(ofKey: key),
      label: "this is `\(name)`", help: "rename the file")
  }
}
