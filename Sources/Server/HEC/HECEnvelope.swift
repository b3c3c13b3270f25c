import EventModel

/// One object of a body, as tokens of its document; zero for a key that it lacks.
struct HECEnvelope {
  var time = 0
  var host = 0
  var source = 0
  var sourcetype = 0
  var index = 0
  var event = 0
  var fields = 0
  /// Keys that the protocol knows.
  var known = 0

  mutating func see(_ key: Bytes, _ token: Int) {
    known += 1
    switch key.count {
    case 4 where key == Self.time: time = token
    case 4 where key == Self.host: host = token
    case 5 where key == Self.event: event = token
    case 5 where key == Self.index: index = token
    case 6 where key == Self.source: source = token
    case 6 where key == Self.fields: fields = token
    case 10 where key == Self.sourcetype: sourcetype = token
    default: known -= 1
    }
  }

  private static let time = Bytes("time")
  private static let host = Bytes("host")
  private static let event = Bytes("event")
  private static let index = Bytes("index")
  private static let source = Bytes("source")
  private static let fields = Bytes("fields")
  private static let sourcetype = Bytes("sourcetype")
}

/// The metadata that an object names, as it is written.
struct HECMetadataTexts: Hashable {
  var host: Bytes?
  var source: Bytes?
  var sourcetype: Bytes?
  var index: Bytes?
  var isAudit = false
}
