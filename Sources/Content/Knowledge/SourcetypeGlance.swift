import Foundation

/// What the text of a file of `sourcetypes/` tells without being parsed.
struct SourcetypeGlance: Sendable {
  private let bytes: [UInt8]
  /// Nil when only a parser can tell.
  let globs: (sourcetypes: [String], sources: [String])?
  /// What extractions read whose field names only the events tell; nil without such extractions.
  let openInputs: [String]?
  /// Whether there is a key `time` at the top.
  let hasTimes: Bool
  private let hasNames: Bool

  private static let openKinds = ["windows-xml", "xml", "kv", "json"]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let kinds = Self.values(of: "kind:", in: bytes)
    hasNames = kinds.contains("delimited")
    hasTimes = Self.topLevel("time:", in: bytes) != nil
    openInputs =
      kinds.contains { Self.openKinds.contains($0) }
      ? ["_raw"] + Self.values(of: "field:", in: bytes) : nil
    if let sourcetypes = Self.list("sourcetypes:", in: bytes),
      let sources = Self.list("sources:", in: bytes)
    {
      globs = (sourcetypes, sources)
    } else {
      globs = nil
    }
  }

  /// Whether a field may be one that the rules set: its name is a key, a group of a pattern or the
  /// value of a key.
  func defines(_ field: String) -> Bool {
    let name = Array(field.utf8)
    guard !name.isEmpty else { return false }
    return Self.places(of: name, in: bytes).contains { start in
      isDefinition(start..<start + name.count)
    }
  }

  private func isDefinition(_ place: Range<Int>) -> Bool {
    if byte(place.lowerBound - 1) == UInt8(ascii: "<"), byte(place.upperBound) == UInt8(ascii: ">")
    {
      return true
    }
    var (start, end) = (place.lowerBound, place.upperBound)
    if let quote = byte(end), Self.isQuote(quote), byte(start - 1) == quote {
      if byte(start - 2) == UInt8(ascii: "?") { return true }
      (start, end) = (start - 1, end + 1)
    }
    let ends: Bool =
      switch byte(end) {
      case nil, UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: ","), UInt8(ascii: "}"),
        UInt8(ascii: "]"), UInt8(ascii: " "):
        true
      default: false
      }
    let isKey = byte(end) == UInt8(ascii: ":")
    guard ends || isKey else { return false }
    var before = start - 1
    while byte(before) == UInt8(ascii: " ") { before -= 1 }
    switch byte(before) {
    case UInt8(ascii: ":"): return ends
    case nil, UInt8(ascii: "\n"): return isKey && before < start - 1
    case UInt8(ascii: "{"): return isKey
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "-"): return isKey || hasNames
    default: return false
    }
  }

  private func byte(_ offset: Int) -> UInt8? {
    bytes.indices.contains(offset) ? bytes[offset] : nil
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
  }

  private static func places(of text: [UInt8], in bytes: [UInt8]) -> [Int] {
    guard let first = text.first else { return [] }
    var places: [Int] = []
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      var start = 0
      while start + text.count <= buffer.count,
        let found = memchr(base + start, Int32(first), buffer.count - start)
      {
        let place = base.distance(to: UnsafeRawPointer(found))
        if place + text.count <= buffer.count, memcmp(found, text, text.count) == 0 {
          places.append(place)
        }
        start = place + 1
      }
    }
    return places
  }

  /// The plain or quoted words behind a key, wherever it stands.
  private static func values(of key: String, in bytes: [UInt8]) -> [String] {
    places(of: Array(key.utf8), in: bytes).compactMap { place in
      if place > 0, isWord(bytes[place - 1]) { return nil }
      var rest = bytes[(place + key.utf8.count)...].drop { $0 == UInt8(ascii: " ") }
      if let quote = rest.first, isQuote(quote) {
        rest = rest.dropFirst()
        return String(decoding: rest.prefix { $0 != quote }, as: UTF8.self)
      }
      return String(
        decoding: rest.prefix { $0 > 0x20 && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "}") },
        as: UTF8.self)
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "_")
  }

  private static func topLevel(_ key: String, in bytes: [UInt8]) -> Int? {
    places(of: Array(key.utf8), in: bytes).first {
      $0 == 0 || bytes[$0 - 1] == UInt8(ascii: "\n")
    }
  }

  /// The texts of a top-level list on one line, `key: [a, "b"]`; none without the key, nil for
  /// another way of writing it.
  private static func list(_ key: String, in bytes: [UInt8]) -> [String]? {
    guard let place = topLevel(key, in: bytes) else { return [] }
    let line = trimmed(bytes[(place + key.utf8.count)...].prefix { $0 != UInt8(ascii: "\n") })
    guard line.first == UInt8(ascii: "["), line.last == UInt8(ascii: "]"),
      !line.contains(UInt8(ascii: "\\")), !line.contains(UInt8(ascii: "#"))
    else { return nil }
    var items: [String] = []
    for part in line.dropFirst().dropLast().split(separator: UInt8(ascii: ",")) {
      guard let item = item(trimmed(part)) else { return nil }
      items.append(item)
    }
    return items
  }

  /// A plain or quoted text; nil for what needs a parser.
  private static func item(_ text: ArraySlice<UInt8>) -> String? {
    guard let first = text.first else { return nil }
    guard isQuote(first) else {
      let isPlain = text.allSatisfy { isWord($0) || "-:./* ".utf8.contains($0) }
      return isPlain && first != UInt8(ascii: "*") && !text.contains(UInt8(ascii: " "))
        ? String(decoding: text, as: UTF8.self) : nil
    }
    let inside = text.dropFirst().dropLast()
    guard text.count > 1, text.last == first, !inside.contains(first) else { return nil }
    return String(decoding: inside, as: UTF8.self)
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes.drop { $0 <= 0x20 }
    while let last = rest.last, last <= 0x20 { rest.removeLast() }
    return rest
  }
}
