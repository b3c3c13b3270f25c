/// How grave a finding is, by its detection.
package enum Severity: String, Sendable, CaseIterable, Comparable {
  case informational, low, medium, high, critical

  /// The severity of a score: content of today has no other word for it.
  ///
  /// Source: ESCU's build, which calls scores from 80 on high and from 50 on medium.
  package init(score: Double) {
    switch score {
    case ..<1: self = .informational
    case ..<50: self = .low
    case ..<80: self = .medium
    case ..<100: self = .high
    default: self = .critical
    }
  }

  package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

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
