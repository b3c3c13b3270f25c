/// A search that an analyst runs next from a finding.
package struct DrilldownSearch: Sendable, Equatable {
  package let name: String
  /// With `$field$` tokens and `%original_detection_search%`.
  package let search: String
  package let earliestOffset: String
  package let latestOffset: String

  package init(name: String, search: String, earliestOffset: String, latestOffset: String) {
    self.name = name
    self.search = search
    self.earliestOffset = earliestOffset
    self.latestOffset = latestOffset
  }
}

/// How long a finding keeps others like it away.
package struct Throttling: Sendable, Equatable {
  /// Rows with the same values in these fields are alike.
  package let fields: [String]
  /// As `3600s` or `1d`.
  package let period: String

  package init(fields: [String], period: String) {
    self.fields = fields
    self.period = period
  }
}
