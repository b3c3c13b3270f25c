/// How much of a request the API server records; each level holds what the one before it does.
package enum AuditLevel: String, Sendable, CaseIterable, Comparable {
  /// Nothing.
  case none = "None"
  /// Who, what, when and how it was answered.
  case metadata = "Metadata"
  /// What was sent, too.
  case request = "Request"
  /// What was answered, too.
  case requestResponse = "RequestResponse"

  package static func < (left: AuditLevel, right: AuditLevel) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .none: 0
    case .metadata: 1
    case .request: 2
    case .requestResponse: 3
    }
  }
}
