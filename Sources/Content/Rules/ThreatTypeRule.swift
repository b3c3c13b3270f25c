import Diagnostics

/// Risk-based alerting knows a fixed set of threat objects.
struct ThreatTypeRule: FileRule {
  let code = DiagnosticCode.unknownThreatType
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    for path in ["rba.threat_objects[].type", "threat_objects[].type"] {
      for (type, node) in file.texts(path) where !Self.isKnown(type) {
        let near = NearMiss.find(type, among: Self.names)
        report.add(
          code, "`\(type)` is no type of threat object", at: file.span(node),
          help: near.map { "did you mean `\($0)`?" }
            ?? "for example `ip_address`, `domain`, `url`, `process_name`, `file_name`",
          // ESCU 6 has ten more of them, which no public list names.
          severity: file.shape == .escu6 ? .warning : .error)
      }
    }
  }

  /// Source: contentctl 5: 26 types, most of them in families.
  private static func isKnown(_ type: String) -> Bool {
    names.contains(type) || families.contains { type.hasPrefix($0) }
  }

  private static let names = [
    "command", "domain", "http_user_agent", "ip_address", "process", "process_name",
    "parent_process", "parent_process_name", "service", "signature", "system", "tls_hash", "url",
    "file_name", "file_hash", "email_address", "registry_path",
  ]
  private static let families = [
    "certificate_", "email_", "file_", "registry_", "process_", "parent_process_",
  ]
}
