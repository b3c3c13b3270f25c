package import EventModel

/// Raises or lowers the score of risk events that meet its conditions.
///
/// Source: Enterprise Security's risk factors. The score that counts is the base and all that is
/// added, times all that multiplies.
package struct RiskFactor: Sendable, Equatable {
  package enum Operation: Sendable, Equatable {
    case add(Double)
    case multiply(Double)
  }

  package let name: String
  package let operation: Operation
  /// A field of the risk event and a pattern for its value; all must match. Letters of either case
  /// are alike.
  package let conditions: [(field: String, pattern: WildcardPattern)]

  package init(
    name: String, operation: Operation, conditions: [(field: String, pattern: String)]
  ) {
    self.name = name
    self.operation = operation
    self.conditions = conditions.map {
      ($0.field, WildcardPattern($0.pattern, isCaseSensitive: false))
    }
  }

  package static func == (left: RiskFactor, right: RiskFactor) -> Bool {
    left.name == right.name && left.operation == right.operation
      && left.conditions.map { $0.field + "\u{0}" + $0.pattern.text }
        == right.conditions.map { $0.field + "\u{0}" + $0.pattern.text }
  }

  func matches(_ values: (String) -> [String]) -> Bool {
    conditions.allSatisfy { condition in
      values(condition.field).contains { condition.pattern.matches($0) }
    }
  }
}

/// A risk event's score with its factors.
package struct CalculatedRisk: Sendable, Equatable {
  package let base: Double
  package let added: Double
  package let multiplied: Double
  package let addedBy: [String]
  package let multipliedBy: [String]

  package var score: Double { (base + added) * multiplied }

  package init(base: Double, factors: [RiskFactor], values: (String) -> [String]) {
    self.base = base
    var (added, multiplied) = (0.0, 1.0)
    var (addedBy, multipliedBy): ([String], [String]) = ([], [])
    for factor in factors where factor.matches(values) {
      switch factor.operation {
      case .add(let amount):
        added += amount
        addedBy.append(factor.name)
      case .multiply(let amount):
        multiplied *= amount
        multipliedBy.append(factor.name)
      }
    }
    (self.added, self.multiplied) = (added, multiplied)
    (self.addedBy, self.multipliedBy) = (addedBy, multipliedBy)
  }
}
