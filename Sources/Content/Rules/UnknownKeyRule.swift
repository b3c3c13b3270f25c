import Diagnostics

/// Keys that nothing reads are mistakes.
struct UnknownKeyRule: FileRule {
  let code = DiagnosticCode.unknownKey
  let kinds = Set<ContentKind>.all

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    let keys = KnownKeys(kind: file.kind, shape: file.shape)
    for mapping in keys.mappings {
      let nodes = mapping.path.isEmpty ? [file.root] : file.nodes(mapping.path)
      for node in nodes {
        for pair in node.pairs where !mapping.keys.contains(pair.key) {
          add(pair, mapping, file, &report)
        }
      }
    }
  }

  private func add(
    _ pair: YAMLPair, _ mapping: KnownKeys.Mapping, _ file: CheckedFile,
    _ report: inout CheckReport
  ) {
    let path = mapping.path.filter { $0 != "@" }
    let name = path.isEmpty ? pair.key : path + "." + pair.key
    let near = NearMiss.find(pair.key, among: mapping.keys.sorted())
    let moved = file.shape == .escu6 && path.isEmpty ? Self.moved[pair.key] : nil
    let guess = near.map { "did you mean `\($0)`?" }
    // What ESCU 4's own tools did not mind is still read by nobody.
    let isLenient = file.shape == .escu4 || file.kind == .story || file.kind == .dataSource
    report.add(
      code, "unknown key `\(name)`", at: file.keySpan(pair),
      help: moved ?? guess ?? "nothing reads it: remove it",
      severity: isLenient ? .warning : .error)
  }

  /// Where ESCU 6 keeps what older files have elsewhere.
  private static let moved: [String: String] = [
    "tags":
      "its keys stand at the top of the file since ESCU 6; `needletail content migrate` does it",
    "rba": "since ESCU 6: `finding`, `intermediate_findings` and `threat_objects`; "
      + "`needletail content migrate` does it",
    "date": "since ESCU 6: `creation_date` and `modification_date`; "
      + "`needletail content migrate` does it",
    "deployment": "since ESCU 6: `schedule` or `custom_schedule`",
    "enabled_by_default": "since ESCU 6 every detection is off until it is enabled: remove it",
  ]
}
