import Diagnostics

/// Some keys are filled in by the build.
struct ComputedKeyRule: FileRule {
  let code = DiagnosticCode.computedKey
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    let keys: [String]
    switch file.shape {
    case .escu4, .escu5: keys = ["cve_enrichment", "mitre_attack_enrichments", "baselines"]
    case .escu6: return
    }
    for pair in file.root.pairs where keys.contains(pair.key) {
      guard !pair.value.isNull, !pair.value.items.isEmpty || pair.value.scalar != nil else {
        continue
      }
      report.add(
        code, "`\(pair.key)` is filled in by the build", at: file.keySpan(pair),
        help: pair.key == "baselines"
          ? "remove it: a baseline names the detections that it serves" : "remove it")
    }
  }
}
