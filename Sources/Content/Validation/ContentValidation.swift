package import Diagnostics

/// The findings about some content, and the content itself for those who look further.
package struct ContentValidation: Sendable {
  /// Ordering: by file and place.
  package let findings: [ContentFinding]
  package let library: ContentLibrary
  /// The files that were looked at.
  package let files: [ContentFile]
  /// What could not be looked at, in whole sentences: a folder that is not there.
  package let remarks: [String]

  /// With more findings, in their places.
  package func adding(_ more: [ContentFinding]) -> ContentValidation {
    ContentValidation(
      findings: FindingOrder.sorted(findings + more), library: library, files: files,
      remarks: remarks)
  }
}
