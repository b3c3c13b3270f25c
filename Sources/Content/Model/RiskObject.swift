/// A field of a result row whose value collects risk.
package struct RiskObject: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case user, system, other
  }

  package let field: String
  package let type: Kind
  package let score: Int
  /// With `$field$` tokens that a result row fills in.
  package let message: String

  package init(field: String, type: Kind, score: Int, message: String) {
    self.field = field
    self.type = type
    self.score = score
    self.message = message
  }
}

/// A field of a result row that names what did the harm.
package struct ThreatObject: Sendable, Equatable {
  package let field: String
  /// Lower case, as `ip_address` or `process_name`; the content decides which exist.
  package let type: String

  package init(field: String, type: String) {
    self.field = field
    self.type = type
  }
}

/// The finding that each result row of a detection becomes, as ESCU 6 content describes it.
package struct Finding: Sendable, Equatable {
  /// With `$field$` tokens that a result row fills in.
  package let title: String
  /// The object that the finding is about; its message is the title.
  package let entity: RiskObject?

  package init(title: String, entity: RiskObject?) {
    self.title = title
    self.entity = entity
  }
}
