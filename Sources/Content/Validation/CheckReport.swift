import Diagnostics

/// Collects what the rules find in one file.
struct CheckReport {
  private(set) var findings: [ContentFinding] = []

  mutating func add(
    _ code: DiagnosticCode, _ message: String, at span: Span?, label: String? = nil,
    help: String? = nil, notes: [Diagnostic.Note] = [],
    severity: Diagnostic.Severity = .error, fix: ContentFix? = nil
  ) {
    let diagnostic = Diagnostic(
      code, message, at: span, label: label, help: help, notes: notes, severity: severity)
    findings.append(ContentFinding(diagnostic, fix: fix))
  }
}
