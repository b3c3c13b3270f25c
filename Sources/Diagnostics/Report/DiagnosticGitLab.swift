/// Diagnostics as a Code Quality report, which GitLab shows beside the changed lines.
///
/// Source: GitLab's Code Quality report format.
package enum DiagnosticGitLab {
  /// The report as one line of JSON; diagnostics without a place are not part of it.
  package static func text(_ diagnostics: [Diagnostic], from folder: ReportFolder? = nil) -> String
  {
    var seen: [String: Int] = [:]
    let entries = diagnostics.compactMap { diagnostic -> String? in
      guard let place = DiagnosticPlace(diagnostic, from: folder) else { return nil }
      // The line is left out, so that a finding stays the same when it moves.
      let identity = [diagnostic.code.rawValue, place.file, diagnostic.message].joined(
        separator: "\n")
      let repetition = seen[identity, default: 0]
      seen[identity] = repetition + 1
      return entry(diagnostic, place, fingerprint: fingerprint(identity + "\n\(repetition)"))
    }
    return JSONLiteral.array(entries)
  }

  private static func entry(
    _ diagnostic: Diagnostic, _ place: DiagnosticPlace, fingerprint: String
  ) -> String {
    let severity =
      switch diagnostic.severity {
      case .error: "critical"
      case .warning: "minor"
      case .note: "info"
      }
    let description = [diagnostic.message, diagnostic.label, diagnostic.help].compactMap { $0 }
      .joined(separator: "; ")
    let lines = JSONLiteral.object([
      ("begin", String(place.line)), ("end", String(place.endLine)),
    ])
    return JSONLiteral.object([
      ("description", JSONLiteral.quoted(description)),
      ("check_name", JSONLiteral.quoted(diagnostic.code.rawValue)),
      ("fingerprint", JSONLiteral.quoted(fingerprint)),
      ("severity", JSONLiteral.quoted(severity)),
      (
        "location",
        JSONLiteral.object([("path", JSONLiteral.quoted(place.file)), ("lines", lines)])
      ),
    ])
  }

  /// Source: FNV-1a with 64 bits.
  private static func fingerprint(_ text: String) -> String {
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
