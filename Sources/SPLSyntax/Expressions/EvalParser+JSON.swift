import Diagnostics

/// Arrays and objects that are written out: they stand for calls of `json_array` and `json_object`.
///
/// Source: Splunk Search Reference, `json_delete` (an object assigned to a field, keys as an array).
extension EvalParser {
  mutating func writtenJSON() throws(Diagnostic) -> EvalExpression? {
    let start = tokens.position
    if tokens.skip("[") {
      var elements: [EvalExpression] = []
      if tokens.skip("]") { return call("json_array", [], start) }
      repeat { elements.append(try element()) } while tokens.skip(",")
      guard tokens.skip("]") else { throw tokens.unclosed(start, with: "]") }
      return call("json_array", elements, start)
    }
    guard tokens.skip("{") else { return nil }
    var members: [EvalExpression] = []
    if tokens.skip("}") { return call("json_object", [], start) }
    repeat {
      guard let key = try tokens.quoted(), case .text = key.node else {
        throw Diagnostic(
          .unexpectedToken, "a key of an object is a text in double quotes",
          at: tokens.scanner.here, help: #"write `{"key": value}`"#)
      }
      guard tokens.skip(":") else {
        throw Diagnostic(
          .unexpectedToken, "a `:` must stand between a key and its value",
          at: tokens.scanner.here)
      }
      members += [key, try element()]
    } while tokens.skip(",")
    guard tokens.skip("}") else { throw tokens.unclosed(start, with: "}") }
    return call("json_object", members, start)
  }

  /// Any expression; `true`, `false` and `null` are what they are in JSON, not fields.
  private mutating func element() throws(Diagnostic) -> EvalExpression {
    try deeper()
    defer { depth -= 1 }
    let value = try exclusive()
    guard case .field(let name) = value.node, ["true", "false", "null"].contains(name),
      value.span.text == name
    else { return value }
    return EvalExpression(.call(name: name, nameSpan: value.span, arguments: []), value.span)
  }

  private func call(_ name: String, _ arguments: [EvalExpression], _ start: Int) -> EvalExpression {
    let span = tokens.span(from: start)
    return EvalExpression(.call(name: name, nameSpan: span, arguments: arguments), span)
  }
}
