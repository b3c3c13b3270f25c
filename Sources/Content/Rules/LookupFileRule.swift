import Diagnostics
import Foundation

/// From ESCU 5 on a lookup's rows are in the file of its own name.
struct LookupFileRule: FileRule {
  let code = DiagnosticCode.lookupFileStem
  let kinds: Set<ContentKind> = [.lookup]

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard file.shape != .escu4, let node = file.root["filename"], let text = node.text else {
      return
    }
    let stem = (file.fileName as NSString).deletingPathExtension
    guard (text as NSString).deletingPathExtension != stem else { return }
    report.add(
      code, "the rows of a lookup are in the file of its own name", at: file.span(node),
      label: "expected `\(stem).csv`", help: "rename the file", severity: .warning)
  }
}
