/// Something that listens under some paths.
package protocol RequestHandler: Sendable {
  /// Decides from the head, before memory is spent on the body; nil for a path of another handler.
  ///
  /// Ordering: called on an event loop; must not wait.
  func admit(_ head: RequestHead) -> Admission?

  func answer(_ request: ReceivedRequest) async -> HTTPAnswer

  /// What a client hears whose body does not get through.
  func refusal(_ fault: BodyFault, of head: RequestHead) -> HTTPAnswer
}

/// Whether a body is worth reading.
package enum Admission: Sendable {
  case accept
  case refuse(HTTPAnswer)
}

/// Why a body was not read to its end.
package enum BodyFault: Error, Sendable, Equatable {
  /// Larger than the limit, packed or unpacked.
  case tooLarge(limit: Int)
  /// No room among the bodies of all connections.
  case busy
  case unknownEncoding(String)
  /// Packed data that does not unpack.
  case broken(String)
}

extension RequestHandler {
  package func refusal(_ fault: BodyFault, of head: RequestHead) -> HTTPAnswer {
    switch fault {
    case .tooLarge(let limit):
      .plain(413, "the body is larger than \(limit) bytes; send less at a time")
    case .busy: .plain(503, "no room for more requests; try again").retrying(after: 5)
    case .unknownEncoding(let name):
      .plain(415, "Content-Encoding `\(name)` is not known; send gzip or plain text")
    case .broken(let reason): .plain(400, reason)
    }
  }
}
