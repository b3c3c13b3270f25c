/// Scalars as a YAML file writes them.
enum YAMLText {
  /// The text plain where it reads back as itself, else in single quotes.
  static func scalar(_ text: String) -> String {
    let text = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return isPlain(text) ? text : "'" + text.replacing("'", with: "''") + "'"
  }

  static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.first, text.last?.isWhitespace == false else { return false }
    let scalar = YAMLScalar(text: text, style: .plain)
    guard !"-?:,[]{}#&*!|>'\"%@` ".contains(first), !text.contains(": "), !text.contains(" #"),
      !text.hasSuffix(":"), !scalar.isNull
    else { return false }
    return scalar.number == nil && scalar.flag == nil
  }
}
