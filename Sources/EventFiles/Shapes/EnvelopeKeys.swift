import EventModel

/// The keys that envelopes begin with.
enum EnvelopeKeys {
  private static let first: Set<Bytes> = [
    // Splunk's HTTP event collector.
    Bytes("time"), Bytes("host"), Bytes("source"), Bytes("sourcetype"), Bytes("index"),
    Bytes("event"), Bytes("fields"),
    // CloudWatch Logs.
    Bytes("messageType"), Bytes("owner"), Bytes("logGroup"), Bytes("logStream"),
    Bytes("subscriptionFilters"), Bytes("logEvents"), Bytes("events"), Bytes("awslogs"),
    Bytes("searchedLogStreams"), Bytes("nextToken"), Bytes("nextForwardToken"),
    Bytes("nextBackwardToken"), Bytes("logStreamName"), Bytes("eventId"), Bytes("timestamp"),
    Bytes("message"), Bytes("ingestionTime"), Bytes("id"),
    // Docker's json-file.
    Bytes("log"), Bytes("stream"), Bytes("attrs"),
    // Azure.
    Bytes("records"), Bytes("operationName"), Bytes("category"), Bytes("properties"),
    Bytes("ccpNamespace"), Bytes("resourceId"),
  ]

  /// Whether a text's first key is one of them; only such a text is taken for an envelope, so that
  /// a cheap look tells which records cannot be one.
  static func mayBegin(_ text: Bytes) -> Bool {
    guard text.count > 0, text[0] == UInt8(ascii: "{") else { return false }
    var start = 1
    while start < text.count, text[start] <= 0x20 { start += 1 }
    guard start < text.count, text[start] == UInt8(ascii: "\"") else { return false }
    start += 1
    var end = start
    let limit = min(text.count, start + 24)
    while end < limit, text[end] != UInt8(ascii: "\"") {
      if text[end] == UInt8(ascii: "\\") { return true }
      end += 1
    }
    return first.contains(text.slice(start..<end))
  }
}
