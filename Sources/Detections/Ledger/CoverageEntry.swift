/// What is known of one detection's evaluation of one interval.
package struct CoverageEntry: Sendable, Equatable {
  package enum Outcome: String, Sendable, CaseIterable {
    /// It has not been evaluated, though late events asked for it.
    case waiting
    case evaluated
    /// All attempts have failed, or the search cannot run; `message` says why.
    case failed
    /// A real-time search did not get to it.
    case skipped
  }

  package let interval: SearchInterval
  package var outcome: Outcome
  /// Units: seconds since 1970.
  package var evaluatedAt: Double?
  /// Of the content that was evaluated.
  package var contentHash: String
  /// Events that the scan read; several detections share one scan.
  package var eventsScanned: Int = 0
  /// Rows of the search.
  package var rows: Int = 0
  /// Findings that this evaluation added; those of earlier ones are not among them.
  package var newFindings: Int = 0
  package var throttled: Int = 0
  package var evaluations: Int = 0
  package var message: String?
  /// Counts the notices of late events; an evaluation answers those that it began after.
  package var generation: Int = 0
  /// Whether late events wait for an evaluation.
  package var isOpen = false
  package var lateEvents: Int = 0

  package init(interval: SearchInterval, outcome: Outcome, contentHash: String = "") {
    self.interval = interval
    self.outcome = outcome
    self.contentHash = contentHash
  }
}

/// Part of time that a detection has not looked at, and why.
package struct CoverageGap: Sendable, Equatable {
  package enum Reason: Sendable, Equatable {
    /// Due, and not evaluated yet.
    case waiting
    /// Evaluated before events of it arrived.
    case lateEvents(Int)
    case failed(String)
    case skipped
    /// The ranges of two runs that follow each other do not meet.
    case betweenRuns
  }

  package let detection: String
  /// The run that should have covered it.
  package let nominal: Int
  /// Nil where the range is open.
  package let earliest: Double?
  package let latest: Double
  package let reason: Reason

  package init(
    detection: String, nominal: Int, earliest: Double?, latest: Double, reason: Reason
  ) {
    self.detection = detection
    self.nominal = nominal
    self.earliest = earliest
    self.latest = latest
    self.reason = reason
  }
}
