/// A glob over names and ids: `*` is any text, `?` any character, letter case does not matter.
package struct NamePattern: Sendable, Equatable {
  package let pattern: String
  private let parts: [Character]

  package init(_ pattern: String) {
    self.pattern = pattern
    parts = Array(pattern.lowercased())
  }

  package func matches(_ text: String) -> Bool {
    let text = Array(text.lowercased())
    var (index, part) = (0, 0)
    var star: (part: Int, index: Int)?
    while index < text.count {
      if part < parts.count, parts[part] == "*" {
        star = (part, index)
        part += 1
      } else if part < parts.count, parts[part] == "?" || parts[part] == text[index] {
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
    return parts[part...].allSatisfy { $0 == "*" }
  }

  package func matches(_ detection: Detection) -> Bool {
    matches(detection.name) || matches(detection.id)
  }
}
