import Diagnostics
import Foundation

/// A lookups folder holds descriptions and what they describe.
struct LookupFolderRule: RepositoryRule {
  let code = DiagnosticCode.orphanedLookupFile
  private static let types: Set<String> = ["yml", "yaml", "csv", "mlmodel", "md"]

  func check(
    _ files: [CheckedFile], _ facts: RepositoryFacts, _ report: inout CheckReport
  ) {
    let used = Set(files.compactMap(Self.rows))
    for folder in facts.roots.map({ $0 + "/lookups" }) {
      guard let names = FileManager.default.enumerator(atPath: folder) else { continue }
      for case let name as String in names {
        let path = folder + "/" + name
        let type = (name as NSString).pathExtension.lowercased()
        if type.isEmpty || name.hasPrefix(".") { continue }
        let source = SourceText(name: path, text: "")
        if !Self.types.contains(type) {
          report.add(
            code, "`lookups/` holds .yml, .csv and .mlmodel files only", at: source.wholeSpan,
            help: "move `\(name)` elsewhere")
        } else if type == "csv" || type == "mlmodel", !used.contains(Self.normal(path)) {
          report.add(
            code, "no lookup uses the file `\(name)`", at: source.wholeSpan,
            help: "describe it in a .yml file, or remove it")
        }
      }
    }
  }

  private static func rows(_ file: CheckedFile) -> String? {
    guard case .lookup(let lookup)? = file.item else { return nil }
    switch lookup.kind {
    case .csv(let path), .model(let path): return normal(path)
    case .collection, .computed: return nil
    }
  }

  private static func normal(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}
