import Diagnostics

/// What a data source gives for findings is used.
struct DataSourceFieldRule: FileRule {
  let code = DiagnosticCode.dataSourceField
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard file.shape != .escu4, let detection = file.detection, detection.status == .production,
      detection.type == .ttp || detection.type == .anomaly
    else { return }
    for (text, node) in file.texts("data_source[]") {
      let sources = DataSourceNameRule.names(text).compactMap { facts.dataSource($0) }
      let fields = sources.flatMap { $0.outputFields }
      let missing = fields.filter { !SearchMention.has($0, in: detection.search.text) }
      guard !missing.isEmpty else { continue }
      let list = missing.map { "`\($0)`" }.joined(separator: ", ")
      report.add(
        code, "the output fields of `\(text)` occur in the search", at: file.span(node),
        label: "\(list) \(missing.count == 1 ? "does" : "do") not",
        help: "keep them in the result, for example with `stats … by`")
    }
  }
}
