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

  /// From 0 for `informational`.
  package var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
