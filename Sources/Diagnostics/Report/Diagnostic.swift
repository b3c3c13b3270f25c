/// What is wrong with a search or a content file, said to its author.
///
/// The other two kinds of failure are never this: the world's (an `…Error` struct with code,
/// message and cause) and ours (`precondition`).
package struct Diagnostic: Error, Sendable {
  package enum Severity: String, Sendable, CaseIterable {
    case error, warning
    /// Worth knowing, and nothing to mend.
    case note
  }

  /// A second place that explains the first.
  package struct Note: Sendable {
    package let message: String
    package let span: Span?

    package init(_ message: String, at span: Span? = nil) {
      self.message = message
      self.span = span
    }
  }

  package let code: DiagnosticCode
  package let severity: Severity
  /// One line, lower case, names in backquotes; says the rule.
  package let message: String
  package let span: Span?
  /// What was found at the span.
  package let label: String?
  /// The way out.
  package let help: String?
  package let notes: [Note]

  package init(
    _ code: DiagnosticCode, _ message: String, at span: Span?, label: String? = nil,
    help: String? = nil, notes: [Note] = [], severity: Severity = .error
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.span = span
    self.label = label
    self.help = help
    self.notes = notes
  }
}
