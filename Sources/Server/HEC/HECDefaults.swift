package import EventStore

/// What events of the HTTP Event Collector are given that say nothing themselves.
package struct HECDefaults: Sendable {
  /// As Splunk writes it, `<server>:<port>`.
  package var host: String
  /// The indexes that there are; nil when every name makes one.
  package var indexes: Set<String>?

  package init(host: String, indexes: Set<String>? = nil) {
    self.host = host
    self.indexes = indexes
  }

  /// What audit events are given that say nothing themselves: what the content's `kube_audit` macro
  /// looks for.
  func auditMetadata(of token: HECToken) -> EventBlock.Metadata {
    var metadata = metadata(of: token)
    metadata.source = token.source ?? "kubernetes"
    metadata.sourcetype = token.sourcetype ?? "_json"
    return metadata
  }

  func metadata(of token: HECToken) -> EventBlock.Metadata {
    EventBlock.Metadata(
      index: token.index, source: token.source ?? "http:\(token.name)",
      sourcetype: token.sourcetype ?? "httpevent", host: token.host ?? host)
  }

  func allows(index: String, of token: HECToken) -> Bool {
    token.allows(index: index) && indexes?.contains(index) ?? true
  }
}
