package import Content

/// How much the object of a finding matters.
package enum AssetPriority: String, Sendable, CaseIterable {
  case unknown, low, medium, high, critical
}

/// How soon somebody should look: severity and priority together.
///
/// Source: SPLUNK_SURFACES §6.4; the rows for high and critical priority follow its direction, one
/// step up for what matters most.
package enum Urgency {
  package static func of(_ severity: Severity, _ priority: AssetPriority) -> Severity {
    if severity == .informational { return .informational }
    switch priority {
    case .unknown, .low:
      switch severity {
      case .informational, .low, .medium: return .low
      case .high: return .medium
      case .critical: return .high
      }
    case .medium: return severity
    case .high: return severity < .medium ? .medium : severity
    case .critical:
      switch severity {
      case .informational, .low: return .medium
      case .medium: return .high
      case .high, .critical: return .critical
      }
    }
  }
}
