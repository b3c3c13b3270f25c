package import EventModel

/// What the receiver knows of an event.
package struct EventMetadata: Sendable {
  package var host: Bytes
  package var index: Bytes
  package var source: Bytes
  package var sourcetype: Bytes

  package init(host: Bytes, index: Bytes, source: Bytes, sourcetype: Bytes) {
    self.host = host
    self.index = index
    self.source = source
    self.sourcetype = sourcetype
  }

  func isSame(as other: EventMetadata) -> Bool {
    host == other.host && index == other.index && source == other.source
      && sourcetype == other.sourcetype
  }
}

/// What an envelope says of its events; nil where it says nothing.
struct EnvelopeMetadata {
  var host: Bytes?
  var index: Bytes?
  var source: Bytes?
  var sourcetype: Bytes?

  var isEmpty: Bool { host == nil && index == nil && source == nil && sourcetype == nil }
}

/// The metadata of a file's events: the caller's word, else the envelope's, else the default.
struct MetadataRules: Sendable {
  private let options: FileSourceOptions
  private let path: String
  /// Holds the texts of `metadata`.
  let arena = Arena()
  private let forced: ForcedMetadata
  private let audit: EventMetadata
  private let json: EventMetadata
  private let text: EventMetadata

  private struct ForcedMetadata: Sendable {
    let host: Bool
    let index: Bool
    let source: Bool
    let sourcetype: Bool
  }

  init(options: FileSourceOptions, path: String) {
    self.options = options
    self.path = path == FileListing.standardInput ? "stdin" : path
    forced = ForcedMetadata(
      host: options.host != nil, index: options.index != nil, source: options.source != nil,
      sourcetype: options.sourcetype != nil)
    let arena = arena
    let metadata = { [options, path = self.path] (kind: RecordKind) -> EventMetadata in
      let values = Self.values(kind, options, path)
      return EventMetadata(
        host: arena.store(values.host), index: arena.store(values.index),
        source: arena.store(values.source), sourcetype: arena.store(values.sourcetype))
    }
    audit = metadata(.audit)
    json = metadata(.json)
    text = metadata(.text)
  }

  private static func values(
    _ kind: RecordKind, _ options: FileSourceOptions, _ path: String
  ) -> (host: String, index: String, source: String, sourcetype: String) {
    (
      options.host ?? options.machineName, options.index ?? "main",
      options.source ?? (kind == .audit ? "kubernetes" : path),
      options.sourcetype ?? (kind == .text ? "text" : "_json")
    )
  }

  /// The fields that are sure of all records of a kind.
  func constants(_ kind: RecordKind) -> [String: String] {
    guard kind == .unknown else {
      let values = Self.values(kind, options, path)
      return [
        "host": values.host, "index": values.index, "source": values.source,
        "sourcetype": values.sourcetype,
      ]
    }
    var sure: [String: String] = [:]
    sure["host"] = options.host
    sure["index"] = options.index
    sure["source"] = options.source
    sure["sourcetype"] = options.sourcetype
    return sure
  }

  func metadata(_ kind: RecordKind, _ envelope: EnvelopeMetadata) -> EventMetadata {
    var result =
      switch kind {
      case .audit: audit
      case .text: text
      case .json, .unknown: json
      }
    if envelope.isEmpty { return result }
    if let host = envelope.host, !forced.host { result.host = host }
    if let index = envelope.index, !forced.index { result.index = index }
    if let source = envelope.source, !forced.source { result.source = source }
    if let type = envelope.sourcetype, !forced.sourcetype { result.sourcetype = type }
    return result
  }
}
