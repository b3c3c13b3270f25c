/// A time modifier or span that cannot be read.
///
/// The caller owns the text's place in a search and turns this into a diagnostic there.
package struct TimeSyntaxError: Error, Sendable, Equatable {
  /// One line, lower case, names in backquotes; says the rule.
  package let message: String
  /// Where in the text, in bytes.
  package let offset: Int
  /// The way out.
  package let help: String

  package init(_ message: String, at offset: Int, help: String) {
    self.message = message
    self.offset = offset
    self.help = help
  }
}
