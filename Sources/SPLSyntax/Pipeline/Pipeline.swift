package import Diagnostics

/// A search as its author wrote it: commands between pipes.
package struct Pipeline: Sendable {
  package let commands: [CommandCall]
  package let span: Span
  /// Whether the author wrote a pipe before the first command.
  package let startsWithPipe: Bool

  package init(commands: [CommandCall], span: Span, startsWithPipe: Bool) {
    self.commands = commands
    self.span = span
    self.startsWithPipe = startsWithPipe
  }
}

/// One command with its arguments, which the command itself reads.
package struct CommandCall: Sendable {
  /// Lower case.
  package let name: String
  /// Empty where the leading `search` was left out.
  package let nameSpan: Span
  package let arguments: Span
  package let subsearches: [Subsearch]
  /// Name and arguments.
  package let span: Span
  /// True for a first `search` that the author did not write.
  package let isImplicit: Bool

  package init(
    name: String, nameSpan: Span, arguments: Span, subsearches: [Subsearch], isImplicit: Bool
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.arguments = arguments
    self.subsearches = subsearches
    self.isImplicit = isImplicit
    span = isImplicit ? arguments : nameSpan.joined(arguments)
  }

  package var scanner: Scanner { Scanner(arguments, subsearches: subsearches) }
}

/// `[ … ]` among a command's arguments.
package struct Subsearch: Sendable {
  package let pipeline: Pipeline
  /// With the brackets.
  package let span: Span

  package init(pipeline: Pipeline, span: Span) {
    self.pipeline = pipeline
    self.span = span
  }
}
