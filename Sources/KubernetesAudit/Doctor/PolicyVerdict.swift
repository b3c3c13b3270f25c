/// What a detection sees under an audit policy.
package struct PolicyVerdict: Sendable {
  package enum Sight: String, Sendable, CaseIterable {
    /// Everything that it would see if all was recorded.
    case everything = "sees-everything"
    /// Not all of it, or less about it.
    case degraded
    /// No row of its can come out.
    case blind
  }

  /// What one rule of the policy does to the detection.
  package struct Finding: Sendable, Equatable {
    /// Nil when no rule matches the requests.
    package let ruleIndex: Int?
    package let line: Int?
    package let level: AuditLevel
    package let sight: Sight
    /// Which requests, and what becomes of them.
    package let reason: String
    /// How many kinds of requests it concerns.
    package let weight: Int
  }

  package let detection: String
  package let sight: Sight
  /// The line of the rule that decides; nil when no rule matches, or nothing is to be recorded.
  package let line: Int?
  package let reason: String
  /// What decides first.
  package let findings: [Finding]
}
