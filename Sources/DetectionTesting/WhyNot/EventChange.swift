package import EventModel
import SPLSyntax

/// Something about an event that could be different.
package enum EventChange: Sendable, Hashable {
  /// Whether another value would do as well.
  package enum Choice: Sendable, Hashable {
    /// This value and no other.
    case only
    /// Any other than the event has, of the same kind.
    case other
    /// Any at all, where the event has none.
    case any
  }

  case set(field: String, value: String, Choice)
  case remove(field: String)
  case addText(String)

  package var printed: String {
    switch self {
    case .set(let field, let value, .only): "set \(field)=\(Quoting.quoted(value))"
    case .set(let field, let value, .other):
      "set \(field) to another value, such as \(Quoting.quoted(value))"
    case .set(let field, let value, .any):
      "give \(field) a value, such as \(Quoting.quoted(value))"
    case .remove(let field): "remove \(field)"
    case .addText(let text): "add the text \(Quoting.quoted(text))"
    }
  }

  package var field: String {
    switch self {
    case .set(let field, _, _), .remove(let field): field
    case .addText: "_raw"
    }
  }

  /// The same for another field.
  func moved(to field: String) -> EventChange {
    switch self {
    case .set(_, let value, let choice): .set(field: field, value: value, choice)
    case .remove: .remove(field: field)
    case .addText: self
    }
  }

  /// The event, one row, with the changes made.
  package static func applied(_ changes: [EventChange], to event: Batch) -> Batch {
    var event = event
    let arena = Arena()
    for change in changes {
      switch change {
      case .set(let field, let value, _):
        event.set(field, Column([.text(arena.store(value))], arenas: [arena]))
      case .remove(let field): event.set(field, .nulls(1))
      case .addText(let text):
        let raw = event["_raw"][0].string ?? ""
        event.set("_raw", Column([.text(arena.store(raw + " " + text))], arenas: [arena]))
      }
    }
    return event
  }
}
