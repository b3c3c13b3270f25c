/// A JSON document as a tree, members in the order they were written.
public indirect enum JSONValue: Sendable {
  case object([(key: String, value: JSONValue)])
  case array([JSONValue])
  case string(String)
  /// `text` is the number as it was written.
  case number(text: String, value: Double)
  case bool(Bool)
  case null
}

extension JSONValue {
  /// Reads one document that fills the whole text.
  ///
  /// Errors: what is wrong with it, nesting beyond 2000 levels included.
  public static func parse(_ text: Bytes) throws(JSONError) -> JSONValue {
    let document = JSONDocument()
    try document.index(text)
    return try parse(document)
  }

  public static func parse(_ text: String) throws(JSONError) -> JSONValue {
    let arena = Arena()
    return try parse(arena.store(text))
  }

  private static func parse(_ document: JSONDocument) throws(JSONError) -> JSONValue {
    guard try document.skip(0) == document.tokenCount else {
      throw JSONError("something stands behind the JSON text")
    }
    var builder = JSONTreeBuilder(document: document)
    return try builder.value()
  }

  /// The member with a key; the last one when there are several.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }
}

/// Builds the tree; `skip` has already limited the depth that `value` descends to.
struct JSONTreeBuilder {
  let document: JSONDocument
  private let arena = Arena()
  private var token = 0

  init(document: JSONDocument) { self.document = document }

  mutating func value() throws(JSONError) -> JSONValue {
    switch document.byte(at: token) {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    default: return try scalar()
    }
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = []
    token += 1
    if document.byte(at: token) == UInt8(ascii: "}") {
      token += 1
      return .object([])
    }
    while true {
      let key = try string()
      guard document.byte(at: token) == UInt8(ascii: ":") else { throw document.unexpected(token) }
      token += 1
      members.append((key, try value()))
      if try isLast(UInt8(ascii: "}")) { return .object(members) }
    }
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    var elements: [JSONValue] = []
    token += 1
    if document.byte(at: token) == UInt8(ascii: "]") {
      token += 1
      return .array([])
    }
    while true {
      elements.append(try value())
      if try isLast(UInt8(ascii: "]")) { return .array(elements) }
    }
  }

  private mutating func isLast(_ bracket: UInt8) throws(JSONError) -> Bool {
    let byte = document.byte(at: token)
    guard byte == bracket || byte == UInt8(ascii: ",") else { throw document.unexpected(token) }
    token += 1
    return byte == bracket
  }

  private mutating func string() throws(JSONError) -> String {
    guard let text = document.string(at: token) else { throw document.unexpected(token) }
    token += 1
    guard text.buffer.contains(UInt8(ascii: "\\")) else { return text.string }
    return try JSONText.unescape(text, in: arena).string
  }

  private mutating func scalar() throws(JSONError) -> JSONValue {
    let text = document.value(token, end: token + 1).string
    let place = token
    token += 1
    switch text {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default:
      guard let first = text.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "."),
        let value = NumberText.parse(text)
      else { throw document.unexpected(place) }
      return .number(text: text, value: value)
    }
  }
}
