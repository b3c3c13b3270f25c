package import Diagnostics

/// A token of the HTTP Event Collector and what it lets its holder do.
package struct HECToken: Sendable, Equatable {
  package var name: String
  package var value: Secret
  package var isDisabled = false
  /// The indexes that events may name; empty for any.
  package var indexes: [String] = []
  /// Where events go that name no index.
  package var index = "main"
  package var host: String?
  package var source: String?
  package var sourcetype: String?
  package var usesAcknowledgement = false
  package var allowsQueryAuthorization = false

  package init(name: String, value: Secret) {
    self.name = name
    self.value = value
  }

  func allows(index: String) -> Bool {
    indexes.isEmpty || indexes.contains(index) || index == self.index
  }
}
