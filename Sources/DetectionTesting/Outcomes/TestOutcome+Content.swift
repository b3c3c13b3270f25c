package import Content
package import Diagnostics

extension TestOutcome {
  /// The test that a file of the content cannot have because of its mistakes.
  private static let loading = "(file)"

  /// One outcome for each file with an error, since what stands in it is not tested.
  ///
  /// Shape: `detection` is the name of the file where no detection of `known` was read from it.
  /// Ordering: by file.
  package static func unusable(
    _ diagnostics: [Diagnostic], known: [Detection]
  ) -> [TestOutcome] {
    let names = Dictionary(known.map { ($0.file, $0.name) }) { first, _ in first }
    let errors = diagnostics.filter { $0.severity == .error }
    let files = Dictionary(grouping: errors) { $0.span?.root.span.source.name ?? "" }
    return files.sorted { $0.key < $1.key }.compactMap { file, errors in
      guard let first = errors.first else { return nil }
      return TestOutcome(
        detection: names[file] ?? PathText.name(of: file), test: loading, kind: .unit,
        verdict: .error,
        message: "\(first.code.rawValue): \(first.message)",
        detail: errors.map { $0.rendered() }.joined(separator: "\n"), file: file,
        line: first.span?.root.span.position.line)
    }
  }
}
