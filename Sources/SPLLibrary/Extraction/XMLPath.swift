/// A place in an XML document: `a.b{2}.c`, `a.b{@attribute}`.
///
/// Source: Splunk Search Reference, `spath`: indices of XML count from 1, an attribute has an `@`.
struct XMLPath: Sendable, Equatable {
  private struct Step: Sendable, Equatable {
    let name: String
    /// Counts from 1; nil: all elements of that name.
    var index: Int?
    var attribute: String?
  }

  private let steps: [Step]

  /// Nil when a brace holds neither a number from 1, nor an attribute, nor nothing.
  init?(_ text: String) {
    var steps: [Step] = []
    for part in Self.parts(text) {
      let name = part.prefix { $0 != "{" }
      var step = Step(name: String(name))
      var rest = part.dropFirst(name.count)
      while !rest.isEmpty {
        guard rest.first == "{", let close = rest.firstIndex(of: "}") else { return nil }
        let inside = rest.dropFirst().prefix(upTo: close)
        if inside.hasPrefix("@") {
          step.attribute = String(inside.dropFirst())
        } else if !inside.isEmpty {
          guard let index = Int(inside), index >= 1 else { return nil }
          step.index = index
        }
        rest = rest[rest.index(after: close)...]
      }
      steps.append(step)
    }
    guard steps.dropLast().allSatisfy({ $0.attribute == nil }), !steps.isEmpty else { return nil }
    self.steps = steps
  }

  /// The parts between points; an attribute may hold points of its own.
  private static func parts(_ text: String) -> [Substring] {
    var depth = 0
    return text.split { character in
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      return character == "." && depth == 0
    }
  }

  /// The texts at the path, in document order; of an element with elements in it, its inner XML.
  func values(in roots: [XMLElement]) -> [String] {
    var found = roots
    for (place, step) in steps.enumerated() {
      let level = place == 0 ? [found] : found.map { $0.children }
      found = level.flatMap { siblings -> [XMLElement] in
        let named = siblings.filter { $0.name == step.name }
        guard let index = step.index else { return named }
        return index <= named.count ? [named[index - 1]] : []
      }
    }
    guard let attribute = steps.last?.attribute else {
      return found.map { $0.innerXML }.filter { !$0.isEmpty }
    }
    return found.flatMap { element in
      element.attributes.filter { $0.name == attribute }.map { $0.value }
    }
  }
}

extension XMLElement {
  /// Calls a closure with the name and the text of every attribute and every text in the element, in
  /// document order: `a.b`, `a.b{@x}`.
  func forEachField(below parent: String = "", _ body: (String, String) -> Void) {
    let path = parent.isEmpty ? name : parent + "." + name
    for attribute in attributes { body("\(path){@\(attribute.name)}", attribute.value) }
    if let text = trimmedText { body(path, text) }
    for child in children { child.forEachField(below: path, body) }
  }
}
