import EventModel

extension Cell {
  /// The JSON document that the cell's text spells; nil when it spells none.
  func parsedJSON(in arena: Arena) -> JSONValue? {
    singleText(in: arena).flatMap { try? JSONValue.parse($0) }
  }

  /// The cell as a part of a JSON document.
  ///
  /// Numbers and truths keep their type, several values make an array, and a text that holds an
  /// object or an array is one. A text that reads as a number is one unless `isText` says that it
  /// was meant as a text.
  func asJSON(isText: Bool, in arena: Arena) -> JSONValue {
    switch self {
    case .null: .null
    case .boolean(let value): .bool(value)
    case .number(let number):
      number.isFinite
        ? .number(text: NumberText.format(number), value: number)
        : .string(NumberText.format(number))
    case .text(let text): Self.json(text, isText: isText)
    case .multivalue(let values): .array(values.map { Self.json($0, isText: isText) })
    }
  }

  private static func json(_ text: Bytes, isText: Bool) -> JSONValue {
    guard !isText, let first = text.buffer.first else { return .string(text.string) }
    if isNumber(text), let value = NumberText.parse(text) {
      return .number(text: text.string, value: value)
    }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
      let value = try? JSONValue.parse(text)
    else { return .string(text.string) }
    return value
  }

  /// Whether a text that reads as a number is also spelled as JSON wants it: `007`, `.5`, `5.` and
  /// `+5` are not.
  private static func isNumber(_ text: Bytes) -> Bool {
    let digits = text.buffer.drop { $0 == UInt8(ascii: "-") }
    guard let first = digits.first, first &- 0x30 < 10, text.count - digits.count <= 1
    else { return false }
    let whole = digits.prefix { $0 &- 0x30 < 10 }
    guard first != UInt8(ascii: "0") || whole.count == 1 else { return false }
    let rest = digits.dropFirst(whole.count)
    guard rest.first == UInt8(ascii: ".") else { return true }
    return rest.dropFirst().first.map { $0 &- 0x30 < 10 } ?? false
  }
}

extension JSONValue {
  /// The elements of an array; any other value as the only one.
  var elements: [JSONValue] {
    if case .array(let elements) = self { elements } else { [self] }
  }

  /// What a value spells in JSON; null when it spells nothing.
  static func inferred(_ text: Bytes) -> JSONValue {
    guard let value = try? JSONValue.parse(text) else { return .null }
    guard case .number(_, let number) = value else { return value }
    return .number(text: NumberText.format(number), value: number)
  }

  /// The same document with its numbers in their shortest form: `1.00` is 1.
  var normalized: JSONValue {
    switch self {
    case .object(let members): .object(members.map { ($0.key, $0.value.normalized) })
    case .array(let elements): .array(elements.map { $0.normalized })
    case .number(_, let number): .number(text: NumberText.format(number), value: number)
    case .string, .bool, .null: self
    }
  }

  /// A part of a document as the value of a field: texts without quotes, objects and arrays as
  /// JSON.
  func cell(in arena: Arena) -> Cell {
    switch self {
    case .null: .null
    case .string(let text): .text(arena.store(text))
    case .number, .bool, .object, .array: .text(arena.store(compactText))
    }
  }
}
