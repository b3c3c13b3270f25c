package import Diagnostics

/// A CSV file that a user puts in place of a lookup's rows, or adds under a new name.
package struct LookupOverride: Sendable, Equatable {
  package let name: String
  /// Ready to open.
  package let path: String
  /// Where a project file says so; nil on the command line.
  package let span: Span?

  package init(name: String, path: String, span: Span? = nil) {
    self.name = name
    self.path = path
    self.span = span
  }

  /// Reads `NAME=FILE.csv`; nil when one of the two is missing.
  package init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    self.init(name: String(parts[0]), path: String(parts[1]))
  }
}
