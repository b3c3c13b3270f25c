package import Diagnostics

/// A search of the content with its schedule, risk, findings and tests; a baseline is one too.
///
/// Source: the three generations of ESCU's detection file, see `DetectionShape`.
package struct Detection: Sendable {
  package let name: String
  package let id: String
  package let version: Int
  package let type: DetectionType
  package let status: DetectionStatus
  /// `date`, or `creation_date` and `modification_date`, as written.
  package let created: String?
  package let modified: String?
  package let author: String
  package let description: String
  /// The decoded search; every span of it leads back to the file.
  package let search: Span
  /// Where the name is written.
  package let nameSpan: Span
  package let dataSources: [String]
  package let mitreAttackIDs: [String]
  package let analyticStories: [String]
  package let cves: [String]
  package let assetType: String?
  package let securityDomain: String?
  package let references: [String]
  package let howToImplement: String
  package let knownFalsePositives: String
  /// The intermediate findings; a finding's own entity is not among them.
  package let riskObjects: [RiskObject]
  package let threatObjects: [ThreatObject]
  package let finding: Finding?
  package let drilldownSearches: [DrilldownSearch]
  package let tests: [DetectionTest]
  /// Why the tests need a person.
  package let manualTest: String?
  package let throttling: Throttling?
  package let isEnabledByDefault: Bool
  /// Written in the file itself; see `ContentStore.deployment(for:)` for the one that holds.
  package let inlineDeployment: Deployment?
  /// The schedule that the file names.
  package let scheduleName: String?
  /// The detections that a baseline serves.
  package let servedDetections: [String]
  package let file: String
  package let shape: DetectionShape

  /// The highest score of its objects, 0 without any.
  package var riskScore: Int { scoredObjects.map(\.score).max() ?? 0 }

  /// Every object that collects risk: the finding's entity, then the intermediate findings.
  package var scoredObjects: [RiskObject] {
    (finding?.entity.map { [$0] } ?? []) + riskObjects
  }

  /// The macro that lets a user filter the results without editing the search.
  package var filterMacroName: String { Self.filterMacroName(for: name) }

  /// Source: ESCU's file naming rule (space, `-`, `.`, `/` become `_`) plus `_filter`.
  package static func filterMacroName(for name: String) -> String {
    let bytes = name.lowercased().utf8.map { byte in
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"):
        UInt8(ascii: "_")
      default: byte
      }
    }
    return String(decoding: bytes, as: UTF8.self) + "_filter"
  }
}
