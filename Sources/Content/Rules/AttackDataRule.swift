import Diagnostics
import Foundation

/// The events of a test can be had.
struct AttackDataRule: FileRule {
  let code = DiagnosticCode.invalidAttackData
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    for (text, node) in file.texts("tests[].attack_data[].data") {
      if TextForm.isWebAddress(text) || Self.isThere(text, for: file, facts) { continue }
      report.add(
        code, "attack data is an `http` address or a file that is there", at: file.span(node),
        label: "there is no `\(text)`",
        help: "a path starts at the root of the repository or at the file's folder")
    }
  }

  private static func isThere(
    _ path: String, for file: CheckedFile, _ facts: RepositoryFacts
  ) -> Bool {
    let folder = PathText.folder(of: file.path)
    let own = folder.isEmpty ? "." : folder
    let places = path.hasPrefix("/") ? [path] : ([own] + facts.roots).map { $0 + "/" + path }
    return places.contains { FileManager.default.fileExists(atPath: $0) }
  }
}
