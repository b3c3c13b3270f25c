import Diagnostics
import EventModel

/// The events of a test as lines of text, however they are written in its YAML.
struct EventText {
  private(set) var text = ""

  init(_ reader: MappingReader, _ node: YAMLNode) {
    switch node.value {
    case .scalar(let scalar): add(scalar.text)
    case .sequence(let items):
      for item in items {
        switch item.value {
        case .scalar(let scalar): add(scalar.text)
        case .mapping: add(Self.json(item))
        case .sequence: reader.wrongType(reader.name("events") + "[]", "an event", item)
        }
      }
    case .mapping: reader.wrongType(reader.name("events"), "a text or a list of events", node)
    }
  }

  private mutating func add(_ event: String) {
    text += event
    if !event.hasSuffix("\n") { text += "\n" }
  }

  /// The node as JSON; a plain scalar is what YAML 1.2 reads it as.
  private static func json(_ node: YAMLNode) -> String {
    switch node.value {
    case .scalar(let scalar):
      if scalar.style != .plain { return JSONLiteral.quoted(scalar.text) }
      if scalar.isNull { return "null" }
      if ["true", "false"].contains(scalar.text) || isNumber(scalar.text) { return scalar.text }
      return JSONLiteral.quoted(scalar.text)
    case .sequence(let items): return "[" + items.map { json($0) }.joined(separator: ",") + "]"
    case .mapping(let pairs):
      let members = pairs.map { JSONLiteral.quoted($0.key) + ":" + json($0.value) }
      return "{" + members.joined(separator: ",") + "}"
    }
  }

  /// Whether the text is a number of JSON as it stands.
  private static func isNumber(_ text: String) -> Bool {
    guard let value = try? JSONValue.parse(text) else { return false }
    if case .number = value { return true }
    return false
  }
}
