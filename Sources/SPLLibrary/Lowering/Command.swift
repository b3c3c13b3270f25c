package import Diagnostics
import QueryPlan
package import SPLSyntax

/// A search command: one file in `Commands/`, one line in `CommandRegistry`, one golden file.
///
/// A command reads its own arguments and says what it does in plan steps.
package protocol Command: Sendable {
  static var documentation: CommandDocumentation { get }
  static func lower(_ call: CommandCall, into plan: inout PlanBuilder) throws(Diagnostic)
}

/// What a command tells about itself: the language reference comes from here.
package struct CommandDocumentation: Sendable {
  /// How a command treats rows.
  package enum Kind: String, Sendable {
    /// Makes rows; must be first.
    case generating
    /// Looks at one row at a time.
    case streaming
    /// Needs all rows, and keeps them.
    case dataset
    /// Turns rows into a table of results.
    case transforming
  }

  /// The first is the name, the others are accepted too.
  package let names: [String]
  package let kind: Kind
  package let syntax: String
  package let summary: String
  /// Searches that start with a pipe.
  package let examples: [String]

  package init(
    _ names: String..., kind: Kind, syntax: String, summary: String, examples: [String]
  ) {
    self.names = names
    self.kind = kind
    self.syntax = syntax
    self.summary = summary
    self.examples = examples
  }
}
