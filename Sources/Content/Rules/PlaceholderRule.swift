import Diagnostics

/// A template's placeholder must have been replaced.
struct PlaceholderRule: FileRule {
  let code = DiagnosticCode.placeholderText
  let kinds = Set<ContentKind>.all
  private static let placeholder = Array("__UPDATE__".utf8)

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    let bytes = file.source.bytes
    var start = 0
    while let offset = bytes[start...].firstRange(of: Self.placeholder)?.lowerBound {
      let end = offset + Self.placeholder.count
      report.add(
        code, "`__UPDATE__` is the placeholder of a template", at: Span(file.source, offset..<end),
        help: "write the text that belongs here")
      start = end
    }
  }
}
