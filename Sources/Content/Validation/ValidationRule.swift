package import Diagnostics

/// One thing that content files must hold to.
package protocol ValidationRule: Sendable {
  /// What a file that does not hold to it is reported as.
  var code: DiagnosticCode { get }
}

/// A rule that looks at one file at a time.
protocol FileRule: ValidationRule {
  /// The kinds of files that it is about.
  var kinds: Set<ContentKind> { get }

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport)
}

/// A rule about a repository as a whole.
protocol RepositoryRule: ValidationRule {
  func check(
    _ files: [CheckedFile], _ facts: RepositoryFacts, _ report: inout CheckReport)
}

extension Set<ContentKind> {
  static let all = Set(ContentKind.allCases)
  static let detections: Set<ContentKind> = [.detection]
  static let searches: Set<ContentKind> = [.detection, .baseline]
}
