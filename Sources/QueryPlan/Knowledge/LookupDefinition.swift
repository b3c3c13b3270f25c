/// How a lookup table is matched.
///
/// Source: Splunk Search Reference, `lookup`; `transforms.conf` keys as content files carry them.
package struct LookupDefinition: Sendable, Equatable {
  package enum Matching: Sendable, Equatable {
    case exact
    /// The table's value is a pattern in which `*` stands for any text.
    case wildcard
    /// The table's value is a network in CIDR notation.
    case cidr
  }

  package let name: String
  /// By table column; a column that is not named matches exactly.
  package let matching: [String: Matching]
  package let isCaseSensitive: Bool
  /// Written to every output field of a row without a match.
  package let defaultMatch: String?
  package let minimumMatches: Int
  package let maximumMatches: Int

  package init(
    name: String, matching: [String: Matching] = [:], isCaseSensitive: Bool = true,
    defaultMatch: String? = nil, minimumMatches: Int = 0, maximumMatches: Int = 1000
  ) {
    self.name = name
    self.matching = matching
    self.isCaseSensitive = isCaseSensitive
    self.defaultMatch = defaultMatch
    self.minimumMatches = minimumMatches
    self.maximumMatches = maximumMatches
  }
}
