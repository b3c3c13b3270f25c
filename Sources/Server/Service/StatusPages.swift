/// `/metrics`, `/healthz` and `/readyz`.
package struct StatusPages: RequestHandler {
  /// The Prometheus text format.
  package var metrics: @Sendable () async -> String
  /// Nil when everything is up; else what is not.
  package var unreadiness: @Sendable () async -> String?

  package init(
    metrics: @escaping @Sendable () async -> String,
    unreadiness: @escaping @Sendable () async -> String?
  ) {
    self.metrics = metrics
    self.unreadiness = unreadiness
  }

  private static let paths = ["/metrics", "/healthz", "/readyz"]

  package func admit(_ head: RequestHead) -> Admission? {
    guard Self.paths.contains(head.path) else { return nil }
    guard head.method == "GET" || head.method == "HEAD" else {
      return .refuse(HTTPAnswer(status: 405, headers: [("Allow", "GET,HEAD")]))
    }
    return .accept
  }

  package func answer(_ request: ReceivedRequest) async -> HTTPAnswer {
    switch request.head.path {
    case "/metrics":
      return HTTPAnswer(
        status: 200, contentType: "text/plain; version=0.0.4; charset=utf-8", await metrics())
    case "/readyz":
      guard let reason = await unreadiness() else { return .plain(200, "ready") }
      return .plain(503, reason)
    default: return .plain(200, "ok")
    }
  }
}
