import Diagnostics
package import SPLSyntax

/// A user's `needletail.yml`: content folders, overrides and defaults of one project.
package struct ProjectFile: Sendable {
  package static let fileName = "needletail.yml"

  /// Folders, ready to open, in the order in which later ones override.
  package let content: [String]
  package let macros: [MacroDefinition]
  package let lookups: [LookupOverride]
  package let source: String?
  package let sourcetype: String?
  package let index: String?
  package let host: String?
  /// The GeoIP database, ready to open.
  package let geoip: String?
  package let timezone: String?
  package let enable: [NamePattern]
  package let disable: [NamePattern]
  package let file: String

  /// Whether the project runs a detection on schedule: `disable` over `enable` over its own flag.
  package func isEnabled(_ detection: Detection) -> Bool {
    if disable.contains(where: { $0.matches(detection) }) { return false }
    if enable.contains(where: { $0.matches(detection) }) { return true }
    return detection.isEnabledByDefault
  }
}
