/// What a client is told.
package struct HTTPAnswer: Sendable {
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

  package init(
    status: Int, contentType: String, _ text: String,
    headers: [(name: String, value: String)] = []
  ) {
    self.init(
      status: status, headers: [("Content-Type", contentType)] + headers, body: Array(text.utf8))
  }

  package static func plain(_ status: Int, _ text: String) -> HTTPAnswer {
    HTTPAnswer(status: status, contentType: "text/plain; charset=utf-8", text + "\n")
  }

  /// Asks to come again after some seconds.
  package func retrying(after seconds: Int) -> HTTPAnswer {
    var answer = self
    answer.headers.append(("Retry-After", String(seconds)))
    return answer
  }
}
