import Diagnostics
import Foundation

/// Dashboards and playbooks come as several files of one name.
struct CompanionFileRule: RepositoryRule {
  let code = DiagnosticCode.missingCompanionFile
  private static let companions = ["dashboards": ["json"], "playbooks": ["json", "py"]]

  func check(
    _ files: [CheckedFile], _ facts: RepositoryFacts, _ report: inout CheckReport
  ) {
    for root in facts.roots {
      for (folder, types) in Self.companions.sorted(by: { $0.key < $1.key }) {
        for path in FolderListing.files(in: root + "/" + folder, type: "yml") {
          let stem = (path as NSString).deletingPathExtension
          for type in types where !FileManager.default.fileExists(atPath: stem + "." + type) {
            report.add(
              code, "a file in `\(folder)/` has a .\(type) of the same name beside it",
              at: SourceText(name: path, text: "").wholeSpan,
              help: "add `\(PathText.name(of: stem)).\(type)`")
          }
        }
      }
    }
  }
}
