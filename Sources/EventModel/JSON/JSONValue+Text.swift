import Diagnostics

extension JSONValue {
  /// The document without blanks: numbers as they were written, `/` and characters beyond ASCII
  /// as they are, control characters escaped.
  public var compactText: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += "," }
        text += JSONLiteral.quoted(member.key)
        text += ":"
        member.value.write(to: &text)
      }
      text += "}"
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        element.write(to: &text)
      }
      text += "]"
    case .string(let string): text += JSONLiteral.quoted(string)
    case .number(let number, _): text += number
    case .bool(let value): text += value ? "true" : "false"
    case .null: text += "null"
    }
  }
}
