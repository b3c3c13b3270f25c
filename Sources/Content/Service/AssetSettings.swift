import Diagnostics

/// How much a user, a system or another object of findings matters.
package struct AssetSettings: Sendable, Equatable {
  package enum Priority: String, Sendable, CaseIterable {
    case low, medium, high, critical
  }

  /// The object's value; may hold `*`.
  package var object: String
  package var priority: Priority

  package init(object: String, priority: Priority) {
    self.object = object
    self.priority = priority
  }
}

extension AssetSettings {
  /// Reads an item of `assets`; nil when the report says what is wrong with it.
  init?(_ section: MappingReader) {
    section.refuseUnknownKeys(besides: ["object", "priority"])
    guard let object = section.text("object", .required),
      let priority: Priority = section.choice("priority", .required)
    else { return nil }
    self.init(object: object, priority: priority)
  }
}
