import Server

/// What the admin listener serves.
struct DaemonPages {
  let probes: StatusPages
  let status: StatusDocument

  init(daemon: Daemon) {
    probes = StatusPages(
      metrics: { await daemon.status().metrics }, unreadiness: { daemon.unreadiness })
    status = StatusDocument { await daemon.status().json }
  }
}

/// `/status`, which `needletail status` reads.
struct StatusDocument: RequestHandler {
  static let path = "/status"

  let json: @Sendable () async -> [UInt8]

  func admit(_ head: RequestHead) -> Admission? {
    guard head.path == Self.path else { return nil }
    guard head.method == "GET" else {
      return .refuse(HTTPAnswer(status: 405, headers: [("Allow", "GET")]))
    }
    return .accept
  }

  func answer(_ request: ReceivedRequest) async -> HTTPAnswer {
    HTTPAnswer(
      status: 200, contentType: "application/json",
      String(decoding: await json(), as: UTF8.self))
  }
}
