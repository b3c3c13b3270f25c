/// A mixture of requests, each with its share.
struct Traffic: Sendable {
  /// One kind of request and how often it is drawn, relative to the others.
  struct Share: Sendable {
    var weight: Double
    var exchange: AuditExchange
  }

  var shares: [Share]

  /// A working cluster under a policy that logs the bodies of most writes, with the rare things in
  /// it that detections look for.
  static let busy = Traffic(shares: nodes + controlPlane + workloads + people + rare)

  /// The same cluster under a thrifty policy: bodies for Kubernetes events only, nothing suspicious.
  static let quiet = Traffic(
    shares: (nodes + controlPlane + workloads + people).map { share in
      var quiet = share
      let writesEvent = share.exchange.object?.resource == "events"
      quiet.exchange = share.exchange.logged(at: writesEvent ? .request : .metadata)
      quiet.weight *= writesEvent ? 0.3 : 1
      return quiet
    })

  static let requestResponse = AuditLevel.requestResponse
}
