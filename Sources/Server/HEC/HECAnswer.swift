/// What the HTTP Event Collector answers, as text.
///
/// Shape: compact JSON, `text` first, then `code`, then `invalid-event-number` or `ackId`.
package struct HECAnswer: Sendable, Equatable {
  package var status: HECStatus
  package var eventNumber: Int?
  package var acknowledgement: UInt64?

  package init(
    _ status: HECStatus, eventNumber: Int? = nil, acknowledgement: UInt64? = nil
  ) {
    self.status = status
    self.eventNumber = eventNumber
    self.acknowledgement = acknowledgement
  }

  package var json: String {
    var text = #"{"text":"\#(status.text)","code":\#(status.rawValue)"#
    if let eventNumber { text += #","invalid-event-number":\#(eventNumber)"# }
    if let acknowledgement { text += #","ackId":\#(acknowledgement)"# }
    return text + "}"
  }

  package var http: HTTPAnswer {
    let answer = HTTPAnswer(
      status: status.httpStatus, contentType: Self.contentType, json)
    return [429, 503].contains(status.httpStatus) ? answer.retrying(after: 5) : answer
  }

  static let contentType = "application/json; charset=UTF-8"

  /// Paths that nobody serves, and methods that a path does not take.
  static func notFound(_ status: Int) -> HTTPAnswer {
    HTTPAnswer(
      status: status, contentType: contentType,
      #"{"text":"The requested URL was not found on this server.","code":404}"#)
  }
}
