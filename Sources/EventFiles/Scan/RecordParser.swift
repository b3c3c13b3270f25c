import EventModel
import Execution
import KubernetesAudit

/// Turns records into events: unwraps envelopes, reads fields, and knows time and metadata.
final class RecordParser {
  /// What surrounds a text that events are read from.
  struct Surroundings {
    /// Requests that may want its events.
    var wanted: [Int] = []
    var storage = JSONFieldReader.Storage.copied
    var metadata = EnvelopeMetadata()
    /// The envelope's own word on when its event happened.
    var time: Double?
    /// Whether `time` comes from an event collector's envelope, whose word on it is final.
    var isFromCollector = false
    /// The `apiVersion` of the list whose item the text is.
    var listVersion: Bytes?
    /// How many envelopes have been opened.
    var depth = 0
    /// Whether a text that is not JSON is an event all the same.
    var allowsText = false
    /// Whether nothing is taken for JSON.
    var isTextOnly = false
  }

  static let largestDepth = 4

  let rows: EventRows
  private let needs: ScanNeeds
  let timestamp: Timestamp
  private let clock: EventClock
  private let reader: JSONFieldReader
  /// One for each envelope that may be open.
  private let documents = (0...largestDepth).map { _ in JSONDocument() }
  private let largestRecord: Int
  var rules: MetadataRules
  var filter: FileFilter
  private var stillWanted: [Int] = []

  init(
    rows: EventRows, rules: MetadataRules, filter: FileFilter, options: FileSourceOptions,
    times: EventTimes
  ) {
    self.rows = rows
    needs = rows.needs
    reader = rows.reader
    timestamp = Timestamp(zone: options.timeZone, arrival: options.arrival)
    clock = EventClock(times)
    largestRecord = options.largestRecord
    self.rules = rules
    self.filter = filter
  }

  /// Reads the events of a text, the last one first.
  ///
  /// Errors: `JSONError` when the text is broken; what stands behind the broken part was read.
  func parse(_ text: Bytes, _ around: Surroundings) throws {
    let line = text.withoutLineEnd
    let text = line.trimmed
    guard let first = text.buffer.first else { return }
    let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    guard isJSON, !around.isTextOnly else {
      guard around.allowsText else { throw JSONError("neither a JSON object nor an array") }
      try parseLine(line, around)
      return
    }
    let document = documents[around.depth]
    do {
      try document.index(text)
      try parseDocuments(document, around)
    } catch let error as JSONError {
      guard around.allowsText, !looksLikeJSON(text) else { throw error }
      try parseLine(line, around)
    }
  }

  /// Whether a text was surely meant to be JSON.
  private func looksLikeJSON(_ text: Bytes) -> Bool {
    text.starts(with: Bytes(#"{""#)) || text.starts(with: Bytes(#"[{"#))
  }

  private func parseDocuments(_ document: JSONDocument, _ around: Surroundings) throws {
    let end = try document.skip(0)
    guard end < document.tokenCount else { return try parseValue(document, 0, end, around) }
    // Several documents in a row.
    var starts = [0]
    var next = end
    var fault: JSONError?
    while next < document.tokenCount {
      starts.append(next)
      do {
        next = try document.skip(next)
      } catch {
        starts.removeLast()
        fault = error
        break
      }
    }
    starts.append(next)
    for index in stride(from: starts.count - 2, through: 0, by: -1) {
      do {
        try parseValue(document, starts[index], starts[index + 1], around)
      } catch let error as JSONError {
        fault = error
      }
    }
    if let fault { throw fault }
  }

  private func parseValue(
    _ document: JSONDocument, _ token: Int, _ end: Int, _ around: Surroundings
  ) throws {
    let text = document.value(token, end: end)
    if text.starts(with: AuditEvent.linePrefix) {
      try addEvent(.audit, document, token, text, isOrdered: true, around)
      return
    }
    switch document.byte(at: token) {
    case UInt8(ascii: "{"):
      guard let version = around.listVersion else {
        return try parseObject(document, token, text, around)
      }
      try addItem(document, token, text, around, of: version)
    case UInt8(ascii: "["):
      for element in try document.elements(of: token).reversed() {
        try parseValue(document, element.lowerBound, element.upperBound, around)
      }
    default: throw JSONError("neither a JSON object nor an array")
    }
  }

  private func parseObject(
    _ document: JSONDocument, _ token: Int, _ text: Bytes, _ around: Surroundings
  ) throws {
    let mayBeEnvelope = around.depth < Self.largestDepth && EnvelopeKeys.mayBegin(text)
    switch try Envelope(document, at: token, mayBeEnvelope: mayBeEnvelope) {
    case .auditEvent: try addEvent(.audit, document, token, text, isOrdered: false, around)
    case .event: try addEvent(.json, document, token, text, isOrdered: false, around)
    case .eventList(let items, let apiVersion):
      for item in try document.elements(of: items).reversed() {
        let text = document.value(item.lowerBound, end: item.upperBound)
        try addItem(document, item.lowerBound, text, around, of: apiVersion)
      }
    case .control: break
    case .messages(let events): try parseMessages(document, events, around)
    case .packed(let data): try parsePacked(data, around)
    case .collector(let envelope): try parseCollector(document, envelope, around)
    case .container(let log, let time):
      var inside = around
      inside.time = time.flatMap { timestamp.value($0) } ?? around.time
      try parseString(log, inside)
    case .records(let records):
      for record in try document.elements(of: records).reversed() {
        try parseValue(document, record.lowerBound, record.upperBound, around)
      }
    case .diagnostic(let log, let time):
      var inside = around
      inside.time = time.flatMap { timestamp.value($0) } ?? around.time
      if let string = document.string(at: log) {
        try parseString(string, inside)
      } else {
        try parseValue(document, log, try document.skip(log), inside)
      }
    }
  }

  /// CloudWatch's `{"timestamp": milliseconds, "message": text}`.
  private func parseMessages(
    _ document: JSONDocument, _ events: Int, _ around: Surroundings
  ) throws {
    for event in try document.elements(of: events).reversed() {
      var message: Bytes?
      var inside = around
      try document.forEachMember(of: event.lowerBound) { (key, value) throws(JSONError) in
        if key == Bytes("message") { message = document.string(at: value) }
        if key == Bytes("timestamp") {
          inside.time = self.timestamp.value(self.scalar(document, value))
        }
      }
      guard let message else { throw JSONError("an event of CloudWatch Logs without `message`") }
      try parseString(message, inside)
    }
  }

  private func parsePacked(_ data: Bytes, _ around: Surroundings) throws {
    let arena = Arena()
    guard let packed = Base64.decode(data),
      let text = Gzip.unpack(packed, limit: largestRecord, in: arena)
    else { throw JSONError("`awslogs.data` is not gzip data in base64") }
    var inside = around
    inside.depth += 1
    // The unpacked text lives only as long as it is read.
    inside.storage = .copied
    try parse(text, inside)
  }

  private func parseCollector(
    _ document: JSONDocument, _ envelope: CollectorEnvelope, _ around: Surroundings
  ) throws {
    try rows.makeRoom()
    var inside = around
    let text = { (token: Int?) throws(JSONError) -> Bytes? in
      guard let token, let text = document.string(at: token) else { return nil }
      return try JSONText.unescape(text, in: self.rows.arena)
    }
    inside.metadata.host = try text(envelope.host) ?? around.metadata.host
    inside.metadata.source = try text(envelope.source) ?? around.metadata.source
    inside.metadata.sourcetype = try text(envelope.sourcetype) ?? around.metadata.sourcetype
    inside.metadata.index = try text(envelope.index) ?? around.metadata.index
    inside.time =
      envelope.time.flatMap { timestamp.value(scalar(document, $0)) } ?? around.time
    inside.isFromCollector = true
    pendingFields = envelope.fields.map { (document, $0) }
    defer { pendingFields = nil }
    let token = envelope.event
    guard let string = document.string(at: token) else {
      guard document.byte(at: token) == UInt8(ascii: "{") else {
        inside.isTextOnly = true
        inside.allowsText = true
        return try parse(document.value(token, end: try document.skip(token)), inside)
      }
      return try parseValue(document, token, try document.skip(token), inside)
    }
    try parseString(string, inside)
  }

  /// The indexed fields of the envelope around the next event.
  private var pendingFields: (document: JSONDocument, token: Int)?

  private func scalar(_ document: JSONDocument, _ token: Int) -> Bytes {
    document.string(at: token) ?? document.value(token, end: token + 1)
  }

  /// A text within a JSON string.
  private func parseString(_ string: Bytes, _ around: Surroundings) throws {
    try rows.makeRoom()
    var inside = around
    inside.depth += 1
    inside.allowsText = true
    inside.storage = .borrowed
    let text = try JSONText.unescape(string, in: rows.arena)
    if inside.depth > Self.largestDepth {
      inside.isTextOnly = true
      inside.depth -= 1
    }
    try parse(text, inside)
  }

  private func parseLine(_ line: Bytes, _ around: Surroundings) throws {
    guard JSONText.isUTF8(line) else { throw JSONError("the text is not UTF-8") }
    if !around.isTextOnly {
      if let container = ContainerLine(line) {
        var inside = around
        inside.time = timestamp.value(container.time)
        inside.allowsText = true
        return try parse(container.text, inside)
      }
      if let event = timestampedEvent(line) {
        var inside = around
        inside.time = timestamp.leading(line)
        return try parse(event, inside)
      }
    }
    try addLine(line, around)
  }

  /// The audit event that a line has behind a time and perhaps a stream's name, as CloudWatch's
  /// command line prints them.
  private func timestampedEvent(_ line: Bytes) -> Bytes? {
    guard line.count > 0, line[0] &- 0x30 < 10, line.last == UInt8(ascii: "}"),
      let brace = line.slice(0..<min(line.count, 600)).firstIndex(where: { $0 == UInt8(ascii: "{") }
      ),
      brace > 0, line[brace - 1] <= 0x20
    else { return nil }
    let event = line.slice(brace..<line.count)
    return event.starts(with: AuditEvent.linePrefix) ? event : nil
  }

  private static func isXML(_ line: Bytes) -> Bool {
    let text = line.trimmed
    guard text.count > 2, text[0] == UInt8(ascii: "<"), text.last == UInt8(ascii: ">") else {
      return false
    }
    return (text[1] | 0x20) &- 0x61 < 26 || text[1] == UInt8(ascii: "?")
  }

  private func wanted(_ kind: RecordKind, _ around: Surroundings) -> [Int] {
    guard around.metadata.isEmpty else { return around.wanted }
    guard around.wanted.contains(where: { filter.excludes($0, kind) }) else { return around.wanted }
    return around.wanted.filter { !filter.excludes($0, kind) }
  }

  private func lineTime(
    _ line: Bytes, _ metadata: EventMetadata, _ around: Surroundings
  ) throws -> Double {
    if let time = around.time, around.isFromCollector { return time }
    if let time = try clock.time(of: line, nil, metadata) ?? around.time { return time }
    return timestamp.leading(line)
      ?? WindowsEventLine.time(line).flatMap { timestamp.value($0) } ?? timestamp.arrival
  }

  private func addLine(_ line: Bytes, _ around: Surroundings) throws {
    let wanted = wanted(.text, around)
    guard !wanted.isEmpty else { return }
    try rows.makeRoom()
    reader.beginRow()
    // What stands around the equals signs of XML are attributes of its own tags.
    if !Self.isXML(line) {
      KeyValuePairs.forEach(line) { key, value in
        reader.add(key, value, storage: around.storage, isFirstOnly: true)
      }
    }
    let metadata = rules.metadata(.text, around.metadata)
    let time: Double
    do {
      try readPendingFields()
      time = needs.time ? try lineTime(line, metadata, around) : 0
    } catch {
      reader.abandonRow()
      throw error
    }
    add(line, time: time, metadata, wanted, around)
  }

  private func addEvent(
    _ kind: RecordKind, _ document: JSONDocument, _ token: Int, _ text: Bytes, isOrdered: Bool,
    _ around: Surroundings, listVersion: Bytes? = nil
  ) throws {
    let wanted = wanted(kind, around)
    guard !wanted.isEmpty else { return }
    try rows.makeRoom()
    reader.beginRow()
    let metadata = rules.metadata(kind, around.metadata)
    let time: Double
    do {
      try reader.read(document, at: token, isOrdered: isOrdered, storage: around.storage)
      try readPendingFields()
      time = needs.time ? try self.time(kind, (document, token), text, metadata, around) : 0
    } catch {
      reader.abandonRow()
      throw error
    }
    if let listVersion {
      reader.add(Bytes("kind"), Bytes("Event"), isFirstOnly: true)
      reader.add(Bytes("apiVersion"), listVersion, isFirstOnly: true)
    }
    add(text, time: time, metadata, wanted, around)
  }

  /// An item of an `EventList`, where the list says what its items are.
  private func addItem(
    _ document: JSONDocument, _ token: Int, _ text: Bytes, _ around: Surroundings,
    of version: Bytes
  ) throws {
    try addEvent(
      .audit, document, token, text, isOrdered: text.starts(with: AuditEvent.itemPrefix), around,
      listVersion: version)
  }

  private func readPendingFields() throws {
    guard let (document, token) = pendingFields else { return }
    try reader.read(document, at: token)
  }

  private func time(
    _ kind: RecordKind, _ document: (JSONDocument, token: Int), _ text: Bytes,
    _ metadata: EventMetadata, _ around: Surroundings
  ) throws -> Double {
    if kind == .audit, let time = firstTime(AuditEvent.timestampFields) { return time }
    if let time = around.time, around.isFromCollector { return time }
    if let time = try clock.time(of: text, document, metadata) { return time }
    return firstTime(ScanNeeds.timeFields) ?? around.time ?? timestamp.arrival
  }

  private func firstTime(_ fields: [Bytes]) -> Double? {
    for field in fields {
      if case .text(let text) = reader.value(field), let time = timestamp.value(text) {
        return time
      }
    }
    return nil
  }

  private func add(
    _ text: Bytes, time: Double, _ metadata: EventMetadata, _ wanted: [Int],
    _ around: Surroundings
  ) {
    var raw = text
    if needs.raw, case .copied = around.storage { raw = rows.arena.store(text) }
    rows.add(raw: raw, time: time, metadata: metadata, for: wanted)
  }
}
