import EventModel

extension JSONPath {
  /// The document with the value at each place of the path replaced; a nil result removes it.
  ///
  /// Places that do not fit the document are left alone. With `creates`, missing keys of objects
  /// are made on the way.
  func changing(
    _ document: JSONValue, creates: Bool = false, _ change: (JSONValue?) -> JSONValue?
  ) -> JSONValue {
    Self.change(document, steps[...], creates, change) ?? document
  }

  private static func change(
    _ value: JSONValue?, _ steps: ArraySlice<Step>, _ creates: Bool,
    _ change: (JSONValue?) -> JSONValue?
  ) -> JSONValue? {
    guard let step = steps.first else { return change(value) }
    let rest = steps.dropFirst()
    switch (step, value) {
    case (.key(let key), .object(var members)?):
      if let index = members.lastIndex(where: { $0.key == key }) {
        if let new = Self.change(members[index].value, rest, creates, change) {
          members[index].value = new
        } else {
          members.remove(at: index)
        }
      } else if creates, let new = Self.change(nil, rest, creates, change) {
        members.append((key, new))
      }
      return .object(members)
    case (.key(let key), nil):
      guard creates, let new = Self.change(nil, rest, creates, change) else { return nil }
      return .object([(key, new)])
    case (.element(let index), .array(var elements)?):
      guard elements.indices.contains(index) else { return value }
      if let new = Self.change(elements[index], rest, creates, change) {
        elements[index] = new
      } else {
        elements.remove(at: index)
      }
      return .array(elements)
    case (.all, .array(let elements)?):
      return .array(elements.compactMap { Self.change($0, rest, creates, change) })
    case (.key, _?), (.element, _), (.all, _):
      return value
    }
  }
}
