/// What the HTTP Event Collector is told.
package struct HECConfiguration: Sendable {
  package var tokens: [HECToken]
  package var defaults: HECDefaults
  /// Ids that nobody asked for, of one channel.
  package var pendingAcknowledgements = 100_000
  package var channels = 10_000

  package init(tokens: [HECToken], defaults: HECDefaults) {
    self.tokens = tokens
    self.defaults = defaults
  }
}
