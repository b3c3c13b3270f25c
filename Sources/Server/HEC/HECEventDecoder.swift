import EventModel
package import EventStore

/// Reads bodies of `/services/collector/event`: JSON objects one after another, or in an array.
///
/// Ordering: events before the first bad one are kept, that one and all later ones are not.
/// Source: HTTP Event Collector as measured.
package struct HECEventDecoder {
  private let token: HECToken
  private let defaults: HECDefaults
  /// Microseconds since the epoch.
  private let arrival: Int64
  private let extractsTimestamp: Bool

  private let document = JSONDocument()
  private let arena = Arena()
  private var decoding = HECDecoding()
  private let base: EventBlock.Metadata
  private let auditBase: EventBlock.Metadata
  private var lastTexts = HECMetadataTexts()
  private var lastIndex: Int32?
  private var known: [HECMetadataTexts: Int32] = [:]
  /// Objects read so far.
  private var count = 0

  package init(
    token: HECToken, defaults: HECDefaults, query: QueryString = QueryString(""), arrival: Int64
  ) {
    self.token = token
    self.defaults = defaults
    self.arrival = arrival
    let flag = query.text("auto_extract_timestamp")?.lowercased()
    extractsTimestamp = flag == "true" || flag == "1"
    base = defaults.metadata(of: token)
    auditBase = defaults.auditMetadata(of: token)
  }

  package mutating func decode(_ body: [UInt8]) -> HECDecoding {
    body.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      decode(Bytes(start: start, count: buffer.count))
    }
    if count == 0, decoding.fault == nil { decoding.fault = HECFault(.noData) }
    return decoding
  }

  private mutating func decode(_ text: Bytes) {
    do {
      try document.index(text)
      decoding.block.reserve(bytes: text.count, events: 0)
      readObjects()
    } catch {
      // Somewhere a text is not closed or not UTF-8: what stands before it counts.
      var cutter = DocumentCutter()
      while let piece = cutter.next(in: text) {
        guard decoding.fault == nil else { return }
        do {
          try document.index(piece)
          readObjects()
        } catch {
          return fail(.invalidDataFormat)
        }
      }
    }
  }

  private mutating func fail(_ status: HECStatus) {
    decoding.fault = HECFault(status, eventNumber: count)
  }

  private mutating func readObjects() {
    var next = 0
    var isInArray = false
    while next < document.tokenCount {
      switch document.byte(at: next) {
      case UInt8(ascii: "["):
        guard !isInArray else { return fail(.invalidDataFormat) }
        isInArray = true
        next += 1
        if document.byte(at: next) == UInt8(ascii: "]") {
          isInArray = false
          next += 1
        }
      case UInt8(ascii: "{"):
        let end: Int
        do throws(JSONError) {
          end = try document.check(next)
        } catch {
          return fail(.invalidDataFormat)
        }
        do throws(HECFault) {
          try read(next)
        } catch {
          decoding.fault = error
          return
        }
        count += 1
        next = end
        guard isInArray else { continue }
        switch document.byte(at: next) {
        case UInt8(ascii: ","): next += 1
        case UInt8(ascii: "]"):
          isInArray = false
          next += 1
        default: return fail(.invalidDataFormat)
        }
      default: return fail(.invalidDataFormat)
      }
    }
    if isInArray { fail(.invalidDataFormat) }
  }

  private func fault(_ status: HECStatus) -> HECFault {
    HECFault(status, eventNumber: count)
  }

  private mutating func read(_ object: Int) throws(HECFault) {
    var envelope = HECEnvelope()
    do throws(JSONError) {
      try document.forEachMember(of: object) { (key, value) throws(JSONError) in
        envelope.see(key, value)
      }
    } catch {
      throw fault(.invalidDataFormat)
    }
    guard envelope.known > 0 else { throw HECFault(.noData) }
    let fields = try fields(envelope.fields)
    guard let raw = try event(envelope.event) else {
      guard let fields else { throw fault(.eventRequired) }
      try addMetric(fields, envelope)
      return
    }
    let own = try time(envelope.time)
    if let payload = SubscriptionPayload(raw) {
      for message in payload.messages where message.text.buffer.contains(where: { $0 > 0x20 }) {
        let isAudit = AuditText.isEvent(message.text)
        try add(message.text, own ?? (isAudit ? nil : message.time), envelope, fields)
      }
      if payload.messages.isEmpty { decoding.ignored += 1 }
      return
    }
    try add(raw, own, envelope, fields)
  }

  private mutating func add(
    _ raw: Bytes, _ time: Int64?, _ envelope: HECEnvelope, _ fields: Fields?
  ) throws(HECFault) {
    let isAudit = AuditText.isEvent(raw)
    let metadata = try metadata(envelope, isAudit: isAudit)
    decoding.block.append(
      raw.buffer, time: time ?? (extractsTimestamp || isAudit ? nil : arrival),
      metadataIndex: metadata, indexedFields: fields?.text.array)
  }

  // MARK: The event's text

  /// Nil when there is none.
  private func event(_ token: Int) throws(HECFault) -> Bytes? {
    guard token > 0 else { return nil }
    let raw = value(token)
    switch raw[0] {
    case UInt8(ascii: "\""):
      let text = try string(token)
      guard text.buffer.contains(where: { $0 > 0x20 }) else { throw fault(.eventBlank) }
      return text
    case UInt8(ascii: "n"), UInt8(ascii: "f"): throw fault(.invalidDataFormat)
    default: return raw
    }
  }

  private func value(_ token: Int) -> Bytes {
    // The grammar was checked: a value has an end.
    let end = (try? document.skip(token)) ?? token + 1
    return document.value(token, end: end)
  }

  private func string(_ token: Int) throws(HECFault) -> Bytes {
    guard let inside = document.string(at: token) else { throw fault(.invalidDataFormat) }
    guard inside.buffer.contains(UInt8(ascii: "\\")) else { return inside }
    do throws(JSONError) {
      return try JSONText.unescape(inside, in: arena)
    } catch {
      throw fault(.invalidDataFormat)
    }
  }

  // MARK: Fields

  private struct Fields {
    var text: Bytes
    var isMetric: Bool
  }

  /// Nil when there are none.
  private func fields(_ token: Int) throws(HECFault) -> Fields? {
    guard token > 0 else { return nil }
    guard document.byte(at: token) == UInt8(ascii: "{") else { throw fault(.invalidDataFormat) }
    var isFlat = true
    var isMetric = false
    var isEmpty = true
    do throws(JSONError) {
      try document.forEachMember(of: token) { (key, value) throws(JSONError) in
        isEmpty = false
        if key.buffer.starts(with: Self.metricName) { isMetric = true }
        isFlat = isFlat && self.isFlat(value)
      }
    } catch {
      throw fault(.invalidDataFormat)
    }
    guard isFlat else { throw fault(.indexedFieldsError) }
    return isEmpty ? nil : Fields(text: value(token), isMetric: isMetric)
  }

  private static let metricName = Array("metric_name".utf8)

  private func isFlat(_ token: Int) -> Bool {
    switch document.byte(at: token) {
    case UInt8(ascii: "{"): return false
    case UInt8(ascii: "["):
      guard let elements = try? document.elements(of: token) else { return false }
      return elements.allSatisfy { $0.count == 1 }
    default: return true
    }
  }

  /// Measurements have no text of their own: their fields are it.
  private mutating func addMetric(
    _ fields: Fields, _ envelope: HECEnvelope
  ) throws(HECFault) {
    guard fields.isMetric else {
      decoding.ignored += 1
      return
    }
    let time = try time(envelope.time) ?? arrival
    let metadata = try metadata(envelope, isAudit: false)
    decoding.block.append(fields.text.buffer, time: time, metadataIndex: metadata)
  }

  // MARK: Time and metadata

  private func time(_ token: Int) throws(HECFault) -> Int64? {
    guard token > 0 else { return nil }
    let text = document.string(at: token) ?? value(token)
    guard let time = HECTime.microseconds(text) else { throw fault(.indexedFieldsError) }
    return time
  }

  private mutating func metadata(
    _ envelope: HECEnvelope, isAudit: Bool
  ) throws(HECFault) -> Int32 {
    let texts = HECMetadataTexts(
      host: try text(envelope.host), source: try text(envelope.source),
      sourcetype: try text(envelope.sourcetype), index: try text(envelope.index), isAudit: isAudit)
    if let lastIndex, texts == lastTexts { return lastIndex }
    let index: Int32
    if let place = known[texts] {
      index = place
    } else {
      var metadata = isAudit ? auditBase : base
      if let host = texts.host { metadata.host = host.string }
      if let source = texts.source { metadata.source = source.string }
      if let sourcetype = texts.sourcetype { metadata.sourcetype = sourcetype.string }
      if let name = texts.index?.string {
        guard defaults.allows(index: name, of: token) else {
          throw HECFault(.incorrectIndex, eventNumber: count + 1)
        }
        metadata.index = name
      }
      index = decoding.block.index(of: metadata)
      known[texts] = index
    }
    lastTexts = texts
    lastIndex = index
    return index
  }

  /// An empty text says as little as none.
  private func text(_ token: Int) throws(HECFault) -> Bytes? {
    guard token > 0 else { return nil }
    if document.byte(at: token) == UInt8(ascii: "n") { return nil }
    let text = try string(token)
    return text.isEmpty ? nil : text
  }
}
