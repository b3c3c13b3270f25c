/// What was stored since somebody last asked: the store's side of the coverage ledger.
package protocol ArrivalLog: Sendable {
  /// The arrivals behind a position, oldest first, and the position of the last.
  ///
  /// Nil asks for the position only, with no arrivals. A position stays valid over restarts, and what
  /// is behind it is never forgotten: the scheduler keeps it with what it made of the arrivals.
  func arrivals(after position: Int64?) async throws -> (arrivals: [Arrival], position: Int64)
}

/// Events that were stored together.
package struct Arrival: Sendable, Equatable {
  /// Of the events' own times; the narrower, the fewer intervals are evaluated again.
  ///
  /// Units: seconds since 1970.
  package let times: ClosedRange<Double>
  package let count: Int

  package init(times: ClosedRange<Double>, count: Int) {
    self.times = times
    self.count = count
  }
}
