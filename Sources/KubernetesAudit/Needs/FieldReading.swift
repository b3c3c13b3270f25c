import QueryPlan

/// What is known of a value, compared with what it were if everything was recorded.
struct FieldReading: Sendable {
  /// How a truth may differ.
  enum Change: Sendable, Equatable {
    case none
    /// Only from true to something else.
    case fewer
    /// Only from something else to true.
    case more
    case any
  }

  /// The value in every row, when that is certain.
  var constant: Literal?
  var change: Change
  /// Whether a value may have become null.
  var mayBeNull: Bool
  /// The fields of the event that it lacks.
  var sources: [String]

  static let same = FieldReading(constant: nil, change: .none, mayBeNull: false, sources: [])
  /// Null whatever is recorded.
  static let absent = FieldReading(
    constant: .null, change: .none, mayBeNull: false, sources: [])

  static func lost(_ field: String) -> FieldReading {
    FieldReading(constant: .null, change: .any, mayBeNull: true, sources: [field])
  }

  static func fewer(_ field: String) -> FieldReading {
    FieldReading(constant: nil, change: .fewer, mayBeNull: false, sources: [field])
  }

  static func literal(_ literal: Literal) -> FieldReading {
    FieldReading(constant: literal, change: .none, mayBeNull: false, sources: [])
  }

  var isAffected: Bool { change != .none }

  var isNull: Bool { constant == .null }

  /// Null although it were not.
  var isLost: Bool { isNull && isAffected }

  /// Whether a filter on it passes no row.
  var fails: Bool { constant == .null || constant == .boolean(false) }

  /// With a text in the place of null.
  func filled(_ text: String) -> FieldReading {
    guard isAffected else { return self }
    var result = self
    result.constant = isNull ? .text(text) : nil
    result.mayBeNull = false
    return result
  }

  /// A value made of several.
  static func combined(_ parts: [FieldReading], constant: Literal? = nil) -> FieldReading {
    let affected = parts.filter { $0.isAffected }
    var sources: [String] = []
    for source in affected.flatMap({ $0.sources }) where !sources.contains(source) {
      sources.append(source)
    }
    return FieldReading(
      constant: constant, change: affected.isEmpty ? .none : .any,
      mayBeNull: affected.contains { $0.mayBeNull }, sources: sources)
  }
}

extension FieldReading.Change {
  var negated: FieldReading.Change {
    switch self {
    case .none: .none
    case .fewer: .more
    case .more: .fewer
    case .any: .any
    }
  }

  func joined(_ other: FieldReading.Change) -> FieldReading.Change {
    if self == .none { return other }
    return other == .none || other == self ? self : .any
  }
}
