package import Content

/// Keeps results away that are like one of the last while.
///
/// Source: `alert.suppress`, `.fields` and `.period` of savedsearches.conf. Time is that of the
/// schedule, so that a run that comes late throttles as it would have in time; a run that is repeated
/// looks both ways.
package struct ThrottleRule: Sendable, Equatable {
  package let fields: [String]
  /// Units: seconds.
  package let period: Int

  package init(fields: [String], period: Int) {
    self.fields = fields
    self.period = period
  }

  /// Errors: nil for a period that is no length of time.
  package init?(_ throttling: Throttling) {
    guard let period = Duration.seconds(of: throttling.period) else { return nil }
    self.init(fields: throttling.fields, period: period)
  }

  /// What rows that are alike have in common; without fields, all are alike.
  package func key(of row: ResultRow) -> String {
    StableHash.key(fields.flatMap { [$0, String(row[$0].count)] + row[$0] })
  }

  /// The scheduled times whose results keep one at this time away, the bounds left out.
  package func reach(of nominal: Int) -> (after: Int, before: Int) {
    (nominal - period, nominal + period)
  }
}
