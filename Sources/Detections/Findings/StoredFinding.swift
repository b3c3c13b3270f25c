package import Content

/// What a result row becomes.
package enum FindingKind: String, Sendable, CaseIterable {
  /// Somebody should look at it; Enterprise Security's notable.
  case finding
  /// It adds to the risk of its objects.
  case intermediate
  /// A hunter asked for it.
  case result
}

/// How far people are with a finding.
///
/// Source: the statuses of Enterprise Security.
package enum FindingStatus: String, Sendable, CaseIterable {
  case new
  case inProgress = "in-progress"
  case pending, resolved, closed

  package var label: String {
    switch self {
    case .new: "New"
    case .inProgress: "In Progress"
    case .pending: "Pending"
    case .resolved: "Resolved"
    case .closed: "Closed"
    }
  }

  /// The number that Enterprise Security gives it.
  package var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
}

/// What a finding turned out to be.
///
/// Source: the dispositions of Enterprise Security.
package enum Disposition: String, Sendable, CaseIterable {
  case undetermined
  case truePositive = "true-positive"
  case benignPositive = "benign-positive"
  case falsePositive = "false-positive"
  case other
}

/// A finding as it is kept, with what people made of it.
package struct StoredFinding: Sendable, Equatable {
  package let key: String
  /// Counts up from 1: what a person types.
  package let number: Int
  package let detection: String
  package let name: String
  package let type: String
  package let kind: FindingKind
  /// Units: seconds since 1970, as all times here.
  package let time: Double
  package let nominal: Int
  package let created: Double
  package let updated: Double
  package let title: String
  package let severity: Severity
  package let urgency: Severity
  /// The highest of its risk events.
  package let riskScore: Double
  package let status: FindingStatus
  package let owner: String
  package let disposition: Disposition
  /// The suppression rule that keeps it from people.
  package let suppressedBy: String?
  /// One JSON object, as `detect` prints it.
  package let body: String
  package let drilldowns: [FilledDrilldown]

  package static let unassigned = "unassigned"
}

/// Something that happened to a finding.
package struct FindingChange: Sendable, Equatable {
  package let time: Double
  package let actor: String
  package let change: String
  package let comment: String?

  package init(time: Double, actor: String, change: String, comment: String?) {
    self.time = time
    self.actor = actor
    self.change = change
    self.comment = comment
  }
}
