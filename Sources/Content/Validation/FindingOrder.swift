import Diagnostics

/// The order in which findings are told.
enum FindingOrder {
  /// By file, then by place.
  static func sorted(_ findings: [ContentFinding]) -> [ContentFinding] {
    let keyed = findings.map { finding -> (file: String, offset: Int, finding: ContentFinding) in
      let span = finding.diagnostic.span?.root.span
      return (span?.source.name ?? "", span?.range.lowerBound ?? 0, finding)
    }
    return keyed.sorted { ($0.file, $0.offset) < ($1.file, $1.offset) }.map(\.finding)
  }
}
