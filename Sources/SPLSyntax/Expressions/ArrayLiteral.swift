/// An array written out in an expression: `["name", 1, true]`.
///
/// It begins with the bracket of a subsearch, so its end is looked for before one is read.
/// Source: Splunk Search Reference, `json_delete` (keys as an array).
struct ArrayLiteral {
  private static let depthLimit = 100

  private let bytes: [UInt8]
  private let limit: Int
  private var position: Int

  /// Behind the array that starts at the bracket here; nil when what stands between the brackets
  /// is no list of texts, numbers, `true`, `false`, `null`, arrays and objects.
  static func end(from start: Int, in bytes: [UInt8], to limit: Int) -> Int? {
    var literal = ArrayLiteral(bytes: bytes, limit: limit, position: start)
    guard literal.list(closing: UInt8(ascii: "]"), hasKeys: false, depth: 0),
      bytes[(start + 1)..<(literal.position - 1)].contains(where: { !ByteClass.isSpace($0) })
    else { return nil }
    return literal.position
  }

  private mutating func list(closing close: UInt8, hasKeys: Bool, depth: Int) -> Bool {
    position += 1
    skipSpace()
    if skip(close) { return true }
    while depth < Self.depthLimit {
      if hasKeys {
        guard text() else { return false }
        skipSpace()
        guard skip(UInt8(ascii: ":")) else { return false }
        skipSpace()
      }
      guard value(depth: depth) else { return false }
      skipSpace()
      if skip(close) { return true }
      guard skip(UInt8(ascii: ",")) else { return false }
      skipSpace()
    }
    return false
  }

  private mutating func value(depth: Int) -> Bool {
    guard let byte = peek() else { return false }
    switch byte {
    case UInt8(ascii: "["):
      return list(closing: UInt8(ascii: "]"), hasKeys: false, depth: depth + 1)
    case UInt8(ascii: "{"):
      return list(closing: UInt8(ascii: "}"), hasKeys: true, depth: depth + 1)
    case UInt8(ascii: "\""): return text()
    case _ where byte == UInt8(ascii: "-") || ByteClass.isDigit(byte):
      position += 1
      while let byte = peek(), ByteClass.isDigit(byte) || ".eE+-".utf8.contains(byte) {
        position += 1
      }
      return true
    default:
      let start = position
      while let byte = peek(), ByteClass.isNamePart(byte) { position += 1 }
      return ["true", "false", "null"].contains {
        Array($0.utf8) == Array(bytes[start..<position])
      }
    }
  }

  private mutating func text() -> Bool {
    guard let quote = peek(), quote == UInt8(ascii: "\""),
      let end = Quoting.end(of: quote, from: position, in: bytes, to: limit)
    else { return false }
    position = end
    return true
  }

  private func peek() -> UInt8? { position < limit ? bytes[position] : nil }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek(), ByteClass.isSpace(byte) { position += 1 }
  }
}
