package import EventModel
package import EventStore

/// One answer of `FilterLogEvents`.
package struct CloudWatchPage: Sendable {
  package var block = EventBlock()
  package var nextToken: String?

  /// Errors: for anything but such an answer.
  ///
  /// Audit events tell their time themselves; others happened when CloudWatch says.
  package init(
    _ body: [UInt8], metadata: EventBlock.Metadata, streamPrefix: String?
  ) throws(JSONError) {
    let streamPrefix = Array((streamPrefix ?? "").utf8)
    let document = JSONDocument()
    let arena = Arena()
    let text = arena.store(body)
    try document.index(text)
    guard try document.check(0) == document.tokenCount else { throw JSONError("more than one") }
    var events: Int?
    var token: Bytes?
    try document.forEachMember(of: 0) { (key, value) throws(JSONError) in
      if key == Bytes("events") { events = value }
      if key == Bytes("nextToken") { token = document.string(at: value) }
    }
    nextToken = try token.map { (text) throws(JSONError) in
      try JSONText.unescape(text, in: arena).string
    }
    guard let events else { throw JSONError("an answer without `events`") }
    let place = block.index(of: metadata)
    for event in try document.elements(of: events) {
      var message: Bytes?
      var stream: Bytes?
      var time: Int64?
      try document.forEachMember(of: event.lowerBound) { (key, value) throws(JSONError) in
        if key == Bytes("message") { message = document.string(at: value) }
        if key == Bytes("logStreamName") { stream = document.string(at: value) }
        if key == Bytes("timestamp") {
          time = Int64(document.value(value, end: value + 1).string).map { $0 * 1000 }
        }
      }
      guard let message else { throw JSONError("an event without `message`") }
      // Not everything that speaks CloudWatch's protocol heeds the prefix of the question.
      if let stream, !stream.buffer.starts(with: streamPrefix) { continue }
      let raw = try JSONText.unescape(message, in: arena)
      guard raw.buffer.contains(where: { $0 > 0x20 }) else { continue }
      block.append(
        raw.buffer, time: AuditText.isEvent(raw) ? nil : time, metadataIndex: place)
    }
  }
}
