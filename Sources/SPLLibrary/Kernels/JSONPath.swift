import EventModel

/// A place in a JSON document: `a.b{0}.c`, or several places: `a{}.c`.
///
/// Source: Splunk Search Reference, JSON functions: `.` separates keys, `{n}` picks an element,
/// `{}` all of them; a key with a point cannot be reached.
struct JSONPath: Sendable, Equatable {
  enum Step: Sendable, Equatable {
    case key(String)
    case element(Int)
    case all
  }

  let steps: [Step]

  /// One key, whatever its characters.
  init(exact key: String) { steps = [.key(key)] }

  /// Nil when a brace holds anything but a number, or is not closed.
  init?(_ text: String) {
    var steps: [Step] = []
    for part in text.split(separator: ".") {
      var rest = part
      let key = rest.prefix { $0 != "{" }
      rest = rest.dropFirst(key.count)
      if !key.isEmpty { steps.append(.key(String(key))) }
      while !rest.isEmpty {
        guard rest.first == "{", let close = rest.firstIndex(of: "}") else { return nil }
        let inside = rest[rest.index(after: rest.startIndex)..<close]
        if inside.isEmpty {
          steps.append(.all)
        } else {
          guard let number = Int(inside), number >= 0 else { return nil }
          steps.append(.element(number))
        }
        rest = rest[rest.index(after: close)...]
      }
    }
    self.steps = steps
  }

  /// True when the path may mean several places.
  var isPlural: Bool { steps.contains(.all) }

  /// The values at the path, in document order.
  func values(in document: JSONValue) -> [JSONValue] {
    var found = [document]
    for step in steps { found = found.flatMap { Self.children(of: $0, step) } }
    return found
  }

  private static func children(of value: JSONValue, _ step: Step) -> [JSONValue] {
    switch (step, value) {
    case (.key(let key), .object(let members)):
      members.last { $0.key == key }.map { [$0.value] } ?? []
    case (.element(let index), .array(let elements)):
      elements.indices.contains(index) ? [elements[index]] : []
    case (.all, .array(let elements)): elements
    case (.key, _), (.element, _), (.all, _): []
    }
  }
}
