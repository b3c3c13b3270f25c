/// What the receiver of Kubernetes' audit webhook is told.
package struct AuditWebhookConfiguration: Sendable {
  /// Where it listens. A further component names the cluster and becomes the events' host, so that
  /// several API servers can send to one receiver.
  package var path = "/kubernetes/audit"
  /// Of which one is enough; nobody is let in when there are none, unless `allowsAnyone`.
  package var credentials: [ReceiverCredential]
  package var allowsAnyone = false
  package var index = "main"
  package var host = "kubernetes"
  package var source = "kubernetes"
  package var sourcetype = "_json"

  package init(credentials: [ReceiverCredential]) {
    self.credentials = credentials
  }

  /// The host of events that are sent to a path; nil for a path of somebody else.
  func host(ofPath path: String) -> String? {
    if path == self.path { return host }
    guard path.hasPrefix(self.path + "/") else { return nil }
    let cluster = path.dropFirst(self.path.count + 1)
    if cluster.isEmpty { return host }
    let isName = cluster.utf8.allSatisfy { byte in
      byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x2D || byte == 0x2E
        || byte == 0x5F
    }
    return isName && cluster.utf8.count <= 253 ? String(cluster) : nil
  }
}
