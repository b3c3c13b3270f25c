/// A time modifier or span that cannot be read.
///
/// The caller owns the text's place in a search and turns this into a diagnostic there.
public struct TimeSyntaxError: Error, Sendable, Equatable {
  /// One line, lower case, names in backquotes; says the rule.
  public let message: String
  /// Where in the text, in bytes.
  public let offset: Int
  /// The way out.
  public let help: String

  public init(_ message: String, at offset: Int, help: String) {
    self.message = message
    self.offset = offset
    self.help = help
  }
}
