package import EventStore

/// An event that a detection writes: a risk event or a notable.
package struct StashEvent: Sendable, Equatable {
  /// The same for every attempt to write it, and part of its text.
  package let id: String
  package let index: String
  /// The detection's name.
  package let source: String
  /// Units: microseconds since 1970.
  package let time: Int64
  package let text: String

  package static let sourcetype = "stash"
  package static let riskIndex = "risk"
  package static let notableIndex = "notable"
  /// The field of the text that holds `id`.
  package static let idField = "event_id"

  package static func block(of events: [StashEvent], host: String) -> EventBlock {
    var block = EventBlock()
    for event in events {
      block.append(
        event.text.utf8, time: event.time,
        metadata: EventBlock.Metadata(
          index: event.index, source: event.source, sourcetype: sourcetype, host: host))
    }
    return block
  }
}
