import EventModel
import KubernetesAudit

/// What a JSON object is: an event, or an envelope around some.
enum Envelope {
  /// An audit event; `isBare` when it lacks `kind` or `apiVersion`.
  case auditEvent
  case event
  /// The elements are audit events.
  case eventList(items: Int, apiVersion: Bytes)
  /// The elements have `message` and `timestamp`.
  case messages(Int)
  /// Nothing to read: CloudWatch's check that somebody is there.
  case control
  /// Base64 of gzip of a subscription message.
  case packed(Bytes)
  case collector(CollectorEnvelope)
  case container(log: Bytes, time: Bytes?)
  /// The elements are diagnostic records.
  case records(Int)
  /// The audit event is a string or an object.
  case diagnostic(log: Int, time: Bytes?)
}

/// An envelope of Splunk's HTTP event collector, as tokens of its document.
struct CollectorEnvelope {
  var event = 0
  var time: Int?
  var host: Int?
  var source: Int?
  var sourcetype: Int?
  var index: Int?
  var fields: Int?
}

extension Envelope {
  /// Looks at the top-level keys of the object at a token.
  ///
  /// `mayBeEnvelope` is what `EnvelopeKeys` says of the object's text.
  init(_ document: JSONDocument, at token: Int, mayBeEnvelope: Bool) throws(JSONError) {
    var keys = TopLevelKeys()
    try document.forEachMember(of: token) { (key, value) throws(JSONError) in
      keys.see(key, value)
    }
    self =
      (mayBeEnvelope ? try keys.envelope(in: document) : nil) ?? keys.event(in: document)
  }
}

/// The members that tell what an object is.
private struct TopLevelKeys {
  private var tokens: [Bytes: Int] = [:]
  private var count = 0
  private var collectorCount = 0
  private var dockerCount = 0

  private static let collector: Set<Bytes> = [
    Bytes("time"), Bytes("host"), Bytes("source"), Bytes("sourcetype"), Bytes("index"),
    Bytes("event"), Bytes("fields"),
  ]
  private static let docker: Set<Bytes> = [
    Bytes("log"), Bytes("stream"), Bytes("time"), Bytes("attrs"),
  ]
  private static let other: Set<Bytes> = [
    Bytes("kind"), Bytes("apiVersion"), Bytes("items"), Bytes("auditID"), Bytes("stage"),
    Bytes("verb"), Bytes("requestURI"), Bytes("messageType"), Bytes("logEvents"),
    Bytes("events"), Bytes("awslogs"), Bytes("records"), Bytes("properties"), Bytes("category"),
    Bytes("message"), Bytes("timestamp"), Bytes("logStreamName"), Bytes("ingestionTime"),
  ]

  mutating func see(_ key: Bytes, _ value: Int) {
    count += 1
    let isCollector = Self.collector.contains(key)
    let isDocker = Self.docker.contains(key)
    if isCollector { collectorCount += 1 }
    if isDocker { dockerCount += 1 }
    if isCollector || isDocker || Self.other.contains(key) { tokens[key] = value }
  }

  private func string(_ key: StaticString, in document: JSONDocument) -> Bytes? {
    tokens[Bytes(key)].flatMap { document.string(at: $0) }
  }

  private func array(_ key: StaticString, in document: JSONDocument) -> Int? {
    guard let token = tokens[Bytes(key)], document.byte(at: token) == UInt8(ascii: "[") else {
      return nil
    }
    return token
  }

  private func object(_ key: StaticString, in document: JSONDocument) -> Int? {
    guard let token = tokens[Bytes(key)], document.byte(at: token) == UInt8(ascii: "{") else {
      return nil
    }
    return token
  }

  func event(in document: JSONDocument) -> Envelope {
    let version = string("apiVersion", in: document)
    let kind = string("kind", in: document)
    let isAuditVersion = version?.starts(with: AuditEvent.apiVersionPrefix) == true
    if kind == Bytes("EventList"), isAuditVersion, let version,
      let items = array("items", in: document)
    {
      return .eventList(items: items, apiVersion: version)
    }
    let isBareEvent =
      version == nil && tokens[Bytes("auditID")] != nil && tokens[Bytes("stage")] != nil
      && tokens[Bytes("requestURI")] != nil
    return isBareEvent || (isAuditVersion && kind == Bytes("Event")) ? .auditEvent : .event
  }

  func envelope(in document: JSONDocument) throws(JSONError) -> Envelope? {
    if let event = tokens[Bytes("event")], collectorCount == count {
      return .collector(
        CollectorEnvelope(
          event: event, time: tokens[Bytes("time")], host: tokens[Bytes("host")],
          source: tokens[Bytes("source")], sourcetype: tokens[Bytes("sourcetype")],
          index: tokens[Bytes("index")], fields: object("fields", in: document)))
    }
    if let type = string("messageType", in: document), let events = array("logEvents", in: document)
    {
      return type == Bytes("CONTROL_MESSAGE") ? .control : .messages(events)
    }
    if let events = array("logEvents", in: document) ?? array("events", in: document),
      try Self.holdsMessages(events, in: document)
    {
      return .messages(events)
    }
    if let packed = try packed(in: document) { return .packed(packed) }
    if let log = string("log", in: document), let time = string("time", in: document),
      dockerCount == count
    {
      return .container(log: log, time: time)
    }
    if let records = array("records", in: document) { return .records(records) }
    return try diagnostic(in: document)
  }

  private static func holdsMessages(
    _ token: Int, in document: JSONDocument
  ) throws(JSONError) -> Bool {
    let elements = try document.elements(of: token)
    guard let first = elements.first else { return true }
    var found = 0
    try document.forEachMember(of: first.lowerBound) { (key, _) throws(JSONError) in
      if key == Bytes("message") || key == Bytes("timestamp") { found += 1 }
    }
    return found == 2
  }

  private func packed(in document: JSONDocument) throws(JSONError) -> Bytes? {
    guard let token = object("awslogs", in: document) else { return nil }
    var data: Bytes?
    try document.forEachMember(of: token) { (key, value) throws(JSONError) in
      if key == Bytes("data") { data = document.string(at: value) }
    }
    return data
  }

  /// `properties.log` when it holds JSON.
  private func diagnostic(in document: JSONDocument) throws(JSONError) -> Envelope? {
    guard let token = object("properties", in: document) else { return nil }
    var log: Int?
    try document.forEachMember(of: token) { (key, value) throws(JSONError) in
      if key == Bytes("log") { log = value }
    }
    guard let log else { return nil }
    let isText = document.string(at: log)?.trimmed.starts(with: Bytes("{")) == true
    guard isText || document.byte(at: log) == UInt8(ascii: "{") else { return nil }
    return .diagnostic(log: log, time: string("time", in: document))
  }
}
