import Diagnostics
import Foundation

/// The data sources that a detection names are described.
struct DataSourceNameRule: FileRule {
  let code = DiagnosticCode.unknownDataSource
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    let known = facts.names(.dataSource)
    guard !known.isEmpty else { return }
    for (text, node) in file.texts("data_source[]") {
      for name in Self.names(text) where !known.contains(name) {
        let near = NearMiss.find(name, among: known.sorted())
        report.add(
          code, "the data source `\(name)` is not described", at: file.span(node),
          help: near.map { "did you mean `\($0)`?" } ?? "add it to `data_sources/`",
          severity: file.referenceSeverity)
      }
    }
  }

  /// `A AND B` needs both.
  static func names(_ text: String) -> [String] {
    text.components(separatedBy: " AND ").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
