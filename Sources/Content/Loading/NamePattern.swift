/// A glob over names and ids: `*` is any text, `?` any character, letter case does not matter.
package struct NamePattern: Sendable, Equatable {
  package let pattern: String
  private let characters: [Character]
  /// The same for ASCII, where a byte is a character; nil for other patterns.
  private let bytes: [UInt8]?

  package init(_ pattern: String) {
    self.pattern = pattern
    let lowercased = pattern.lowercased()
    characters = Array(lowercased)
    bytes = lowercased.utf8.allSatisfy { $0 < 0x80 } ? Array(lowercased.utf8) : nil
  }

  package func matches(_ text: String) -> Bool {
    let lowercased = text.lowercased()
    if let bytes, lowercased.utf8.allSatisfy({ $0 < 0x80 }) {
      return Self.matches(
        Array(lowercased.utf8), bytes, any: UInt8(ascii: "*"), one: UInt8(ascii: "?"))
    }
    return Self.matches(Array(lowercased), characters, any: "*", one: "?")
  }

  private static func matches<Element: Equatable>(
    _ text: [Element], _ parts: [Element], any: Element, one: Element
  ) -> Bool {
    var (index, part) = (0, 0)
    var star: (part: Int, index: Int)?
    while index < text.count {
      if part < parts.count, parts[part] == any {
        star = (part, index)
        part += 1
      } else if part < parts.count, parts[part] == one || parts[part] == text[index] {
        part += 1
        index += 1
      } else if let last = star {
        star = (last.part, last.index + 1)
        part = last.part + 1
        index = last.index + 1
      } else {
        return false
      }
    }
    return parts[part...].allSatisfy { $0 == any }
  }

  fileprivate var hasWildcard: Bool { characters.contains("*") || characters.contains("?") }

  /// Whether the name or the id matches.
  package func matches(name: String, id: String) -> Bool { matches(name) || matches(id) }

  package func matches(_ detection: Detection) -> Bool {
    matches(name: detection.name, id: detection.id)
  }
}

/// Several patterns, of which those without wildcards are looked up.
package struct NamePatterns: Sendable {
  private let names: Set<String>
  private let open: [NamePattern]

  package init(_ patterns: [NamePattern]) {
    names = Set(patterns.filter { !$0.hasWildcard }.map { $0.pattern.lowercased() })
    open = patterns.filter { $0.hasWildcard }
  }

  /// Whether one of the patterns matches the name or the id.
  package func matches(name: String, id: String) -> Bool {
    names.contains(name.lowercased()) || names.contains(id.lowercased())
      || open.contains { $0.matches(name: name, id: id) }
  }
}
