/// A request before its body.
package struct RequestHead: Sendable {
  package var method: String
  /// Without the query; as it was sent.
  package var path: String
  package var query: QueryString
  package var headers: [(name: String, value: String)]
  /// Whether the client showed a certificate that the listener's authority signed.
  package var hasClientCertificate = false

  package init(
    method: String, target: String, headers: [(name: String, value: String)] = []
  ) {
    self.method = method
    self.headers = headers
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var path = String(parts.first ?? "")
    // A proxy's form of the target names the host, too.
    if !path.hasPrefix("/"), let scheme = path.firstRange(of: "://") {
      let rest = path[scheme.upperBound...]
      path = rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
    }
    self.path = path
    query = QueryString(parts.count == 2 ? parts[1] : "")
  }

  /// The first value of a header, whatever the case of its name.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name }?.value
  }
}

/// A whole request.
package struct ReceivedRequest: Sendable {
  package var head: RequestHead
  /// Unpacked.
  package var body: [UInt8]

  package init(head: RequestHead, body: [UInt8] = []) {
    self.head = head
    self.body = body
  }
}
