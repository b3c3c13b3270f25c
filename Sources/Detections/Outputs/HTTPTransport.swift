/// Sends one request and gives the answer, whatever its status; retries are the caller's.
package protocol HTTPTransport: Sendable {
  /// Errors: when there is no answer: no connection, no name, too late.
  func send(_ request: OutgoingRequest) async throws -> OutgoingResponse
}

/// What goes out over HTTP.
package struct OutgoingRequest: Sendable {
  package var method: String
  package var url: String
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package init(
    method: String, url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = []
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}

/// What comes back.
package struct OutgoingResponse: Sendable {
  package var status: Int
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package init(
    status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []
  ) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
