package import Detections
package import Diagnostics
import EventModel

/// Where a data set is sent, and how.
package struct ReplayTarget: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case hec
    case webhook
  }

  package var kind: Kind
  package var url: String
  package var token: Secret?
  package var index: String?
  package var source: String?
  package var sourcetype: String?
  package var host: String?
  /// Asked for by tokens with indexer acknowledgement.
  package var channel: String

  package init(kind: Kind, url: String, token: Secret?, channel: String) {
    self.kind = kind
    self.url = url
    self.token = token
    self.channel = channel
  }

  /// What a URL looks like it stands for; nil when it could be either.
  package static func kind(of url: String) -> Kind? {
    if url.contains("/services/collector") { return .hec }
    let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
    guard let slash = rest.firstIndex(of: "/"), rest[slash...].count > 1 else {
      return rest.prefix { $0 != "/" }.hasSuffix(":8088") ? .hec : nil
    }
    return .webhook
  }

  /// A URL of the collector may end behind the port.
  private func collector(_ path: String) -> String {
    let base = url.firstRange(of: "/services/collector").map { url[..<$0.lowerBound] } ?? url[...]
    return (base.hasSuffix("/") ? base.dropLast() : base) + "/services/collector/" + path
  }

  private var headers: [(name: String, value: String)] {
    var headers = [(name: "Content-Type", value: "application/json")]
    switch kind {
    case .hec:
      if let token { headers.append(("Authorization", "Splunk \(token.value)")) }
      headers.append(("X-Splunk-Request-Channel", channel))
    case .webhook:
      if let token { headers.append(("Authorization", "Bearer \(token.value)")) }
    }
    return headers
  }

  package func request(for events: [ReplayEvent]) -> OutgoingRequest {
    switch kind {
    case .webhook:
      var body = Array(
        #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":["#.utf8)
      for (index, event) in events.enumerated() {
        if index > 0 { body.append(UInt8(ascii: ",")) }
        body += event.text
      }
      body += Array("]}".utf8)
      return OutgoingRequest(method: "POST", url: url, headers: headers, body: body)
    case .hec:
      let document = JSONDocument()
      var body: [UInt8] = []
      for event in events { append(event, to: &body, document) }
      return OutgoingRequest(
        method: "POST", url: collector("event") + "?auto_extract_timestamp=true",
        headers: headers, body: body)
    }
  }

  private func append(_ event: ReplayEvent, to body: inout [UInt8], _ document: JSONDocument) {
    var members: [String] = []
    if let time = event.time {
      let microseconds = Int64((time * 1e6).rounded())
      let fraction = String(microseconds % 1_000_000)
      members.append(
        #""time":\#(microseconds / 1_000_000)."#
          + String(repeating: "0", count: 6 - fraction.count) + fraction)
    }
    let named = [
      ("host", host), ("source", source), ("sourcetype", sourcetype), ("index", index),
    ]
    for (name, value) in named {
      if let value { members.append("\"\(name)\":\(JSONLiteral.quoted(value))") }
    }
    members.append(#""event":"#)
    body += Array(("{" + members.joined(separator: ",")).utf8)
    if isObject(event.text, document) {
      body += event.text
    } else {
      body += Array(JSONLiteral.quoted(String(decoding: event.text, as: UTF8.self)).utf8)
    }
    body += Array("}\n".utf8)
  }

  private func isObject(_ text: [UInt8], _ document: JSONDocument) -> Bool {
    guard text.first == UInt8(ascii: "{") else { return false }
    return text.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return false }
      do throws(JSONError) {
        try document.index(Bytes(start: start, count: buffer.count))
        return try document.check(0) == document.tokenCount
      } catch {
        return false
      }
    }
  }

  /// Asks which of some ids are stored.
  package func question(_ ids: [UInt64]) -> OutgoingRequest {
    let list = ids.map { String($0) }.joined(separator: ",")
    return OutgoingRequest(
      method: "POST", url: collector("ack"), headers: headers,
      body: Array("{\"acks\":[\(list)]}".utf8))
  }
}
