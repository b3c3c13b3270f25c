import EventModel

/// Keeps findings from people for a while: they are recorded, and nobody is told.
package struct SuppressionRule: Sendable, Equatable {
  package struct Condition: Sendable, Equatable {
    package let field: String
    package let pattern: String

    package init(field: String, pattern: String) {
      self.field = field
      self.pattern = pattern
    }
  }

  package let name: String
  /// A pattern for the detection's name or id; nil for all.
  package let detection: String?
  /// Fields of the result row; all must match. Letters of either case are alike.
  package let conditions: [Condition]
  /// Units: seconds since 1970.
  package let starts: Double
  /// Nil: never.
  package let expires: Double?
  package let comment: String
  package let actor: String

  package init(
    name: String, detection: String?, conditions: [Condition], starts: Double, expires: Double?,
    comment: String, actor: String
  ) {
    self.name = name
    self.detection = detection
    self.conditions = conditions
    self.starts = starts
    self.expires = expires
    self.comment = comment
    self.actor = actor
  }

  package func isActive(at now: Double) -> Bool { now >= starts && now < expires ?? .infinity }

  package func matches(detection id: String, named name: String, _ row: ResultRow) -> Bool {
    if let detection {
      let pattern = WildcardPattern(detection, isCaseSensitive: false)
      guard pattern.matches(name) || pattern.matches(id) else { return false }
    }
    return conditions.allSatisfy { condition in
      let pattern = WildcardPattern(condition.pattern, isCaseSensitive: false)
      return row[condition.field].contains { pattern.matches($0) }
    }
  }
}
