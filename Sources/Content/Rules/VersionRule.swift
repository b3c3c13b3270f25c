import Diagnostics

/// Versions count up.
struct VersionRule: FileRule {
  let code = DiagnosticCode.invalidVersion
  let kinds = Set<ContentKind>.all

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let node = file.root["version"], let number = node.scalar?.integer else { return }
    let least: Int
    switch file.shape {
    case .escu4, .escu5: least = 0
    case .escu6: least = 1
    }
    guard number < least else { return }
    report.add(
      code, "`version` is at least \(least)", at: file.span(node), label: "this is \(number)",
      help: "count up from the version that was published last",
      fix: file.edit(node, to: "1").map { ContentFix("write version 1", edits: [$0]) })
  }
}
