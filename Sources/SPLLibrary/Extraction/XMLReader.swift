import EventModel

/// Reads XML leniently: an element that is not closed ends with the text, a close tag that closes
/// nothing is passed over.
///
/// Declarations, processing instructions, comments and document types are passed over.
struct XMLReader {
  /// Elements deeper than this are left out, their texts too.
  static let depthLimit = 500

  private let bytes: [UInt8]
  private var position = 0
  private var open: [XMLElement] = []
  private var roots: [XMLElement] = []

  private init(_ text: Bytes) { bytes = text.array }

  /// The elements at the top; nil for a text that does not start with one.
  static func elements(of text: Bytes) -> [XMLElement]? {
    var reader = XMLReader(text)
    guard reader.bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") else { return nil }
    reader.read()
    return reader.roots.isEmpty ? nil : reader.roots
  }

  /// The elements at the top, wherever in a text they stand.
  static func elements(within text: Bytes) -> [XMLElement] {
    var reader = XMLReader(text)
    reader.read()
    return reader.roots
  }

  private mutating func read() {
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else {
        let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        addText(Self.unescaped(bytes[position..<end]))
        position = end
        continue
      }
      if starts(with: "<!--") {
        skip(past: "-->")
      } else if starts(with: "<![CDATA[") {
        let start = position + 9
        skip(past: "]]>")
        let end = max(start, position - 3)
        addText(String(decoding: bytes[min(start, bytes.count)..<end], as: UTF8.self))
      } else if starts(with: "<?xml ") {
        // The `?` at its end is forgotten often enough.
        skip(past: ">")
      } else if starts(with: "<?") {
        skip(past: "?>")
      } else if starts(with: "<!") {
        skip(past: ">")
      } else if starts(with: "</") {
        closeTag()
      } else {
        openTag()
      }
    }
    while !open.isEmpty { closeInnermost() }
  }

  private mutating func addText(_ text: String) {
    guard !open.isEmpty, !text.isEmpty else { return }
    open[open.count - 1].text += text
  }

  private mutating func closeInnermost() {
    guard let element = open.popLast() else { return }
    if open.isEmpty {
      roots.append(element)
    } else if open.count < Self.depthLimit {
      open[open.count - 1].children.append(element)
    }
  }

  private mutating func closeTag() {
    position += 2
    let name = self.name()
    skip(past: ">")
    guard let place = open.lastIndex(where: { $0.name == name }) else { return }
    while open.count > place { closeInnermost() }
  }

  private mutating func openTag() {
    position += 1
    let name = self.name()
    guard !name.isEmpty else {
      addText("<")
      return
    }
    var element = XMLElement(name: name)
    while let attribute = attribute() { element.attributes.append(attribute) }
    let isEmpty = starts(with: "/")
    skip(past: ">")
    open.append(element)
    if isEmpty { closeInnermost() }
  }

  private mutating func attribute() -> (name: String, value: String)? {
    skipSpace()
    let name = self.name()
    guard !name.isEmpty else { return nil }
    skipSpace()
    guard starts(with: "=") else { return (name, "") }
    position += 1
    skipSpace()
    guard position < bytes.count else { return (name, "") }
    let quote = bytes[position]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return (name, bareValue())
    }
    let start = position + 1
    let end = bytes[start...].firstIndex(of: quote) ?? bytes.count
    position = min(end + 1, bytes.count)
    return (name, Self.unescaped(bytes[start..<end]))
  }

  /// A value without quotes ends at a blank or with its tag.
  private mutating func bareValue() -> String {
    let start = position
    while position < bytes.count, bytes[position] > 0x20, bytes[position] != UInt8(ascii: ">"),
      !starts(with: "/>")
    {
      position += 1
    }
    return Self.unescaped(bytes[start..<position])
  }

  private mutating func name() -> String {
    let start = position
    while position < bytes.count, !Self.endsName(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || "<>/=\"'".utf8.contains(byte)
  }

  private mutating func skipSpace() {
    while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
  }

  private func starts(with text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    return (0..<count).allSatisfy { bytes[position + $0] == text.utf8Start[$0] }
  }

  private mutating func skip(past text: StaticString) {
    while position < bytes.count, !starts(with: text) { position += 1 }
    position = min(position + text.utf8CodeUnitCount, bytes.count)
  }

  static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.contains("&") else { return text }
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      rest = rest[start...]
      guard let end = rest.prefix(12).firstIndex(of: ";"),
        let character = Self.entity(rest[rest.index(after: start)..<end])
      else {
        result += "&"
        rest = rest.dropFirst()
        continue
      }
      result += character
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private static func entity(_ name: Substring) -> String? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.hasPrefix("#") else { return nil }
      let digits = name.dropFirst()
      let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
      let code = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return code.flatMap { Unicode.Scalar($0) }.map { String(Character($0)) }
    }
  }
}
