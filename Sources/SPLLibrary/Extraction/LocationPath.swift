import Foundation

/// An XPath of steps from the root: `/a/b`, `//b[2]/@name`, `//item[@id='3']/text()`.
struct LocationPath: Sendable, Equatable {
  private enum Filter: Sendable, Equatable {
    case position(Int)
    case attribute(String, value: String?)
    case child(String, value: String?)
  }

  private struct Step: Sendable, Equatable {
    var isDeep: Bool
    var name: String
    var filters: [Filter] = []
  }

  private enum Result: Sendable, Equatable {
    case content
    case attribute(String)
  }

  private var steps: [Step] = []
  private var result = Result.content

  /// Nil when the path uses more of XPath than this.
  init?(_ text: String) {
    var rest = text[...]
    while !rest.isEmpty {
      let isDeep = rest.hasPrefix("//")
      if isDeep || rest.hasPrefix("/") {
        rest = rest.dropFirst(isDeep ? 2 : 1)
      } else if !steps.isEmpty {
        return nil
      }
      if rest.hasPrefix("@") {
        guard !steps.isEmpty, let name = Self.name(&rest, from: 1), rest.isEmpty else { return nil }
        result = .attribute(name)
      } else if rest == "text()" {
        guard !steps.isEmpty else { return nil }
        rest = ""
      } else {
        guard let name = Self.name(&rest, from: 0) else { return nil }
        // Without a slash a path starts anywhere, as published searches write it.
        var step = Step(isDeep: isDeep || (steps.isEmpty && !text.hasPrefix("/")), name: name)
        while rest.hasPrefix("[") {
          guard let close = rest.firstIndex(of: "]"),
            let filter = Self.filter(rest[..<close].dropFirst())
          else { return nil }
          step.filters.append(filter)
          rest = rest[rest.index(after: close)...]
        }
        steps.append(step)
      }
    }
    guard !steps.isEmpty else { return nil }
  }

  private static func name(_ rest: inout Substring, from offset: Int) -> String? {
    let name = rest.dropFirst(offset).prefix { character in
      character.isLetter || character.isNumber || "_-.:*".contains(character)
    }
    guard !name.isEmpty else { return nil }
    rest = rest[name.endIndex...]
    return String(name)
  }

  private static func filter(_ text: Substring) -> Filter? {
    if let position = Int(text) { return position > 0 ? .position(position) : nil }
    let parts = text.split(separator: "=", maxSplits: 1)
    guard let left = parts.first?.trimmingCharacters(in: .whitespaces), !left.isEmpty
    else { return nil }
    var value: String?
    if parts.count > 1 {
      let quoted = parts[1].trimmingCharacters(in: .whitespaces)
      guard quoted.count >= 2, let quote = quoted.first, quote == "'" || quote == "\"",
        quoted.last == quote
      else { return nil }
      value = String(quoted.dropFirst().dropLast())
    }
    let isName = left.dropFirst(left.hasPrefix("@") ? 1 : 0).allSatisfy {
      $0.isLetter || $0.isNumber || "_-.:".contains($0)
    }
    guard isName else { return nil }
    return left.hasPrefix("@")
      ? .attribute(String(left.dropFirst()), value: value) : .child(left, value: value)
  }

  /// The texts found, in document order; of an element with elements in it, its inner XML.
  func values(in roots: [XMLElement]) -> [String] {
    var found = roots
    for (place, step) in steps.enumerated() {
      let parents = place == 0 ? [found] : found.map { $0.children }
      found = parents.flatMap { siblings -> [XMLElement] in
        guard step.isDeep else { return Self.chosen(siblings, step) }
        return Self.deep(siblings, step)
      }
    }
    switch result {
    case .content: return found.map { $0.innerXML }.filter { !$0.isEmpty }
    case .attribute(let name):
      return found.flatMap { element in
        element.attributes.filter { name == "*" || $0.name == name }.map { $0.value }
      }
    }
  }

  private static func deep(_ siblings: [XMLElement], _ step: Step) -> [XMLElement] {
    // In document order, an element stands before those inside it.
    let chosen = chosen(places: siblings, step)
    return zip(siblings, chosen).flatMap { element, isChosen in
      (isChosen == nil ? [] : [element]) + deep(element.children, step)
    }
  }

  private static func chosen(_ siblings: [XMLElement], _ step: Step) -> [XMLElement] {
    chosen(places: siblings, step).compactMap { $0 }
  }

  private static func chosen(
    places siblings: [XMLElement], _ step: Step
  ) -> [XMLElement?] {
    var result: [XMLElement?] = siblings.map {
      step.name == "*" || $0.name == step.name ? $0 : nil
    }
    for filter in step.filters {
      var position = 0
      result = result.map { element in
        guard let element else { return nil }
        position += 1
        return holds(filter, element, position) ? element : nil
      }
    }
    return result
  }

  private static func holds(_ filter: Filter, _ element: XMLElement, _ position: Int) -> Bool {
    switch filter {
    case .position(let wanted): return position == wanted
    case .attribute(let name, let value):
      return element.attributes.contains { $0.name == name && (value == nil || $0.value == value) }
    case .child(let name, let value):
      return element.children.contains { child in
        child.name == name && (value == nil || child.innerXML == value)
      }
    }
  }
}
