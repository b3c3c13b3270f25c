import EventModel
package import EventStore
import KubernetesAudit

/// Reads what the API server posts: an `EventList`, whose items become events as they are written.
///
/// Items lack `kind` and `apiVersion`, which only the list has. Readers of events know that of items
/// in the API server's own order of keys; those of others get them as fields beside the text.
/// Source: Kubernetes' webhook audit backend.
package struct AuditWebhookDecoder {
  /// Why a body is no list of audit events.
  package struct Fault: Error, Sendable, Equatable {
    package var reason: String
  }

  private let metadata: EventBlock.Metadata
  private let document = JSONDocument()

  package init(metadata: EventBlock.Metadata) {
    self.metadata = metadata
  }

  package func decode(_ body: [UInt8]) throws(Fault) -> EventBlock {
    try body.withUnsafeBufferPointer { buffer throws(Fault) in
      guard let start = buffer.baseAddress else { throw Fault(reason: "the body is empty") }
      do throws(JSONError) {
        return try block(Bytes(start: start, count: buffer.count))
      } catch {
        throw Fault(reason: "the body is no EventList: \(error)")
      }
    }
  }

  private func block(_ text: Bytes) throws(JSONError) -> EventBlock {
    try document.index(text)
    guard try document.check(0) == document.tokenCount else {
      throw JSONError("something stands behind it")
    }
    var kind: Bytes?
    var version: Bytes?
    var items: Int?
    try document.forEachMember(of: 0) { (key, value) throws(JSONError) in
      if key == Bytes("kind") { kind = document.string(at: value) }
      if key == Bytes("apiVersion") { version = document.string(at: value) }
      if key == Bytes("items") { items = value }
    }
    guard kind == Bytes("EventList"), let version, isAuditVersion(version) else {
      throw JSONError("`kind` and `apiVersion` are not those of a list of audit events")
    }
    guard let items, document.byte(at: items) == UInt8(ascii: "[") else {
      throw JSONError("it has no `items`")
    }
    return try events(items, version)
  }

  private func isAuditVersion(_ text: Bytes) -> Bool {
    let prefix = AuditEvent.apiVersionPrefix
    return text.count > prefix.count && text.slice(0..<prefix.count) == prefix
      && text.slice(prefix.count..<text.count).buffer.allSatisfy {
        $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26
      }
  }

  private func events(_ items: Int, _ version: Bytes) throws(JSONError) -> EventBlock {
    let elements = try document.elements(of: items)
    var block = EventBlock()
    block.reserve(bytes: document.text.count, events: elements.count)
    let place = block.index(of: metadata)
    let fields = Array(#"{"kind":"Event","apiVersion":"\#(version.string)"}"#.utf8)
    for element in elements {
      guard document.byte(at: element.lowerBound) == UInt8(ascii: "{") else {
        throw JSONError("an item is no object", offset: document.offset(of: element.lowerBound))
      }
      let raw = document.value(element.lowerBound, end: element.upperBound)
      block.append(
        raw.buffer, time: nil, metadataIndex: place,
        indexedFields: AuditText.isEvent(raw) ? nil : fields)
    }
    return block
  }
}
