import Diagnostics

/// Four backquotes in a row are read differently by everybody.
struct AdjacentBackticksRule: FileRule {
  let code = DiagnosticCode.adjacentBackticks
  let kinds: Set<ContentKind> = [.detection, .baseline]

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let search = file.detection?.search,
      let range = search.source.bytes.firstRange(of: Array("````".utf8))
    else { return }
    report.add(
      code, "four backquotes in a row are neither a macro nor a comment",
      at: Span(search.source, range),
      help: "a macro stands between single ones, a comment between triple ones")
  }
}
