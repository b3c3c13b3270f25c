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
  /// Its share of the time that all tests over the same events took together.
  package var seconds: Double
  /// Why, for every verdict but `passed`; one line.
  package var message: String?
  /// The whole diagnostic, over several lines, where there is more than the message.
  package var detail: String?
  /// What a person should know all the same: records that could not be read, and the like.
  package var notes: [String]
  /// Where the test is written.
  package var file: String
  /// One-based.
  package var line: Int?

  package init(
    detection: String, test: String, kind: Kind, verdict: Verdict, rows: Int = 0,
    seconds: Double = 0, message: String? = nil, detail: String? = nil, notes: [String] = [],
    file: String = "", line: Int? = nil
  ) {
    self.detection = detection
    self.test = test
    self.kind = kind
    self.verdict = verdict
    self.rows = rows
    self.seconds = seconds
    self.message = message
    self.detail = detail
    self.notes = notes
    self.file = file
    self.line = line
  }
}

extension TestOutcome.Verdict {
  /// Whether a run with this outcome fails.
  package func isFailure(allowingMissingData: Bool) -> Bool {
    switch self {
    case .passed, .skipped: false
    case .failed, .error: true
    case .missingData: !allowingMissingData
    }
  }
}
