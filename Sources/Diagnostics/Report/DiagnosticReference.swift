/// What the language reference says about a code.
package struct DiagnosticReference: Sendable {
  package enum Example: Sendable {
    /// A search that has the diagnostic with nothing loaded.
    case search(String)
    /// A search that has it with the right content, or the right events.
    case situation(String)
    /// Lines of a content file.
    case content(String)
  }

  /// One sentence.
  package let explanation: String
  package let example: Example

  init(_ explanation: String, _ example: Example) {
    self.explanation = explanation
    self.example = example
  }
}
