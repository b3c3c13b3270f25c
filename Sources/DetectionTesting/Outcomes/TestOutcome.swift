/// What became of one test of one detection.
package struct TestOutcome: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// The search alone, over all time.
    case unit
    /// Through schedule, risk and finding.
    case integration
  }

  package enum Verdict: String, Sendable, CaseIterable {
    case passed
    case failed
    /// The search or the content has a mistake.
    case error
    /// The events that the test names are not here; never a pass.
    case missingData = "missing-data"
    case skipped
  }

  package var detection: String
  package var test: String
  package var kind: Kind
  package var verdict: Verdict
  package var rows: Int
  package var seconds: Double
  /// Why, for every verdict but `passed`.
  package var message: String?

  package init(
    detection: String, test: String, kind: Kind, verdict: Verdict, rows: Int = 0,
    seconds: Double = 0, message: String? = nil
  ) {
    self.detection = detection
    self.test = test
    self.kind = kind
    self.verdict = verdict
    self.rows = rows
    self.seconds = seconds
    self.message = message
  }
}
