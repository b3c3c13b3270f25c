import EventFiles
import EventModel
import KubernetesAudit

/// How an event's text is read.
enum EventShape: UInt8 {
  /// An audit event as the API server logs it.
  case auditLine
  /// An item of an `EventList` as the API server sends it: without `kind` and `apiVersion`.
  case auditItem
  /// Any other audit event.
  case audit
  case json
  case text

  /// What the first bytes tell.
  init(_ text: Bytes) {
    if text.starts(with: AuditEvent.linePrefix) {
      self = .auditLine
    } else if text.starts(with: AuditEvent.itemPrefix) {
      self = .auditItem
    } else if text.trimmed.buffer.first == UInt8(ascii: "{") {
      self = .json
    } else {
      self = .text
    }
  }

  var isAudit: Bool {
    switch self {
    case .auditLine, .auditItem, .audit: true
    case .json, .text: false
    }
  }

  /// Whether the top-level keys are in the API server's order.
  var isOrdered: Bool {
    switch self {
    case .auditLine, .auditItem: true
    case .audit, .json, .text: false
    }
  }
}

/// Adds an event's fields to a reader's row; the same at ingest and whenever the event is read.
struct EventFieldReading {
  private let document = JSONDocument()
  private let fieldDocument = JSONDocument()

  /// Begins a row; what cannot be read as JSON is read as a line of text, so that no event is lost.
  ///
  /// Shape: gives the shape as which the event was read.
  func read(
    _ text: Bytes, _ shape: EventShape, indexedFields: Bytes?, into reader: JSONFieldReader,
    storage: JSONFieldReader.Storage
  ) -> EventShape {
    var shape = shape
    reader.beginRow()
    if shape != .text {
      do {
        try readJSON(text, shape, into: reader, storage)
      } catch {
        reader.abandonRow()
        reader.beginRow()
        shape = .text
      }
    }
    switch shape {
    case .auditItem:
      reader.add(Bytes("kind"), Bytes("Event"), isFirstOnly: true)
      reader.add(Bytes("apiVersion"), Bytes("audit.k8s.io/v1"), isFirstOnly: true)
    case .text:
      KeyValuePairs.forEach(text) { key, value in
        reader.add(key, value, storage: storage, isFirstOnly: true)
      }
    case .auditLine, .audit, .json: break
    }
    if let indexedFields {
      do {
        try fieldDocument.index(indexedFields)
        try reader.read(fieldDocument, storage: .copied)
      } catch {
        // What the receiver took for an object and is none adds no fields.
      }
    }
    return shape
  }

  private func readJSON(
    _ text: Bytes, _ shape: EventShape, into reader: JSONFieldReader,
    _ storage: JSONFieldReader.Storage
  ) throws(JSONError) {
    try document.index(text)
    if shape.isOrdered {
      guard document.byte(at: document.tokenCount - 1) == UInt8(ascii: "}") else {
        throw JSONError("the event is cut off")
      }
    } else {
      guard try document.skip(0) == document.tokenCount else {
        throw JSONError("more than one value")
      }
    }
    try reader.read(document, isOrdered: shape.isOrdered, storage: storage)
  }
}
