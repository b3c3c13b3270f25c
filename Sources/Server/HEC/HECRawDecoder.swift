import EventModel
package import EventStore

/// Reads bodies of `/services/collector/raw`: every line is an event, blank ones are none.
///
/// Splunk merges lines without a timestamp under some source types. Of those, Windows events in XML
/// are put together here; of all others a line is an event.
package struct HECRawDecoder {
  private let token: HECToken
  private let defaults: HECDefaults
  private let query: QueryString

  package init(token: HECToken, defaults: HECDefaults, query: QueryString) {
    self.token = token
    self.defaults = defaults
    self.query = query
  }

  package func decode(_ body: [UInt8]) -> HECDecoding {
    var decoding = HECDecoding()
    do throws(HECFault) {
      let plain = body.starts(with: [0x1F, 0x8B]) ? SubscriptionPayload.inflated(body) : nil
      try decode(plain ?? body, &decoding)
    } catch {
      decoding.fault = error
    }
    return decoding
  }

  private func decode(_ body: [UInt8], _ decoding: inout HECDecoding) throws(HECFault) {
    let metadata = try named(defaults.metadata(of: token))
    let auditMetadata = try named(defaults.auditMetadata(of: token))
    let time = try time()
    let breaking = LineBreaking(sourcetype: metadata.sourcetype)
    let place = decoding.block.index(of: metadata)
    let auditPlace = decoding.block.index(of: auditMetadata)
    body.withUnsafeBufferPointer { buffer in
      decoding.block.reserve(bytes: buffer.count, events: buffer.count / 1024)
      func add(_ text: UnsafeBufferPointer<UInt8>, _ time: Int64?) {
        guard let start = text.baseAddress else { return }
        let isAudit = AuditText.isEvent(Bytes(start: start, count: text.count))
        decoding.block.append(
          text, time: time, metadataIndex: isAudit ? auditPlace : place)
      }
      breaking.forEachEvent(in: buffer) { event in
        if let start = event.baseAddress,
          let payload = SubscriptionPayload(Bytes(start: start, count: event.count))
        {
          for message in payload.messages
          where message.text.buffer.contains(where: { $0 > 0x20 }) {
            let isAudit = AuditText.isEvent(message.text)
            add(message.text.buffer, time ?? (isAudit ? nil : message.time))
          }
          if payload.messages.isEmpty { decoding.ignored += 1 }
          return
        }
        add(event, time)
      }
    }
    if decoding.block.isEmpty, decoding.ignored == 0 { throw HECFault(.noData) }
  }

  /// What the request says of all its events.
  private func named(
    _ metadata: EventBlock.Metadata
  ) throws(HECFault) -> EventBlock.Metadata {
    var metadata = metadata
    if let host = query.text("host") { metadata.host = host }
    if let source = query.text("source") { metadata.source = source }
    if let sourcetype = query.text("sourcetype") { metadata.sourcetype = sourcetype }
    if let index = query.text("index") {
      guard defaults.allows(index: index, of: token) else { throw HECFault(.incorrectIndex) }
      metadata.index = index
    }
    return metadata
  }

  private func time() throws(HECFault) -> Int64? {
    guard let text = query.text("time") else { return nil }
    let time = Array(text.utf8).withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { HECTime.microseconds(Bytes(start: $0, count: buffer.count)) }
    }
    guard let time else { throw HECFault(.invalidDataFormat) }
    return time
  }
}
