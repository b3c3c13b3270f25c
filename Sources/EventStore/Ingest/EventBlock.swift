/// Events on their way into the store, as one block of text.
///
/// Shape: the raw texts lie end to end in `text`; event `i` ends at `ends[i]`.
/// Memory: what the texts take, and some bytes an event; receivers bound it before they make one.
package struct EventBlock: Sendable {
  /// What a receiver knows of an event besides its text.
  package struct Metadata: Hashable, Sendable {
    package var index: String
    package var source: String
    package var sourcetype: String
    package var host: String

    package init(index: String, source: String, sourcetype: String, host: String) {
      self.index = index
      self.source = source
      self.sourcetype = sourcetype
      self.host = host
    }
  }

  /// A receiver's own note of where to go on.
  package struct Checkpoint: Sendable, Equatable {
    package var key: String
    package var value: [UInt8]

    package init(key: String, value: [UInt8]) {
      self.key = key
      self.value = value
    }
  }

  package private(set) var text: [UInt8] = []
  package private(set) var ends: [Int] = []
  /// Microseconds since the epoch; nil where the event's own text tells its time.
  package private(set) var times: [Int64?] = []
  /// The different kinds of metadata; `metadataIndexes[i]` is event `i`'s.
  package private(set) var metadata: [Metadata] = []
  package private(set) var metadataIndexes: [Int32] = []
  /// Fields that came beside an event's text, as one flat JSON object; few events have any.
  package private(set) var indexedFields: [Int: [UInt8]] = [:]
  /// How far a receiver that reads on its own has come with these events; stored with them or not
  /// at all.
  package var checkpoint: Checkpoint?

  package init() {}

  package var count: Int { ends.count }
  package var isEmpty: Bool { ends.isEmpty }

  package func range(_ event: Int) -> Range<Int> {
    (event == 0 ? 0 : ends[event - 1])..<ends[event]
  }

  package mutating func reserve(bytes: Int, events: Int) {
    text.reserveCapacity(text.count + bytes)
    ends.reserveCapacity(ends.count + events)
    times.reserveCapacity(times.count + events)
    metadataIndexes.reserveCapacity(metadataIndexes.count + events)
  }

  package mutating func append(
    _ raw: some Collection<UInt8>, time: Int64?, metadata described: Metadata,
    indexedFields fields: [UInt8]? = nil
  ) {
    if let fields { indexedFields[ends.count] = fields }
    text.append(contentsOf: raw)
    ends.append(text.count)
    times.append(time)
    metadataIndexes.append(index(of: described))
  }

  /// As above, for receivers that know the place of their metadata from `index(of:)`.
  package mutating func append(
    _ raw: UnsafeBufferPointer<UInt8>, time: Int64?, metadataIndex: Int32,
    indexedFields fields: [UInt8]? = nil
  ) {
    if let fields { indexedFields[ends.count] = fields }
    text.append(contentsOf: raw)
    ends.append(text.count)
    times.append(time)
    metadataIndexes.append(metadataIndex)
  }

  /// The place of a kind of metadata in `metadata`, which gains it.
  package mutating func index(of described: Metadata) -> Int32 {
    if let last = metadataIndexes.last, metadata[Int(last)] == described { return last }
    if let known = metadata.firstIndex(of: described) { return Int32(known) }
    metadata.append(described)
    return Int32(metadata.count - 1)
  }
}
