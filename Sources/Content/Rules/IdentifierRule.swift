import Diagnostics

/// Names and ids are used once over all kinds; the loader tells those within a kind.
struct IdentifierRule: RepositoryRule {
  let code = DiagnosticCode.identifierAcrossKinds

  func check(
    _ files: [CheckedFile], _ facts: RepositoryFacts, _ report: inout CheckReport
  ) {
    for key in ["name", "id"] {
      var first: [String: (file: CheckedFile, node: YAMLNode)] = [:]
      for file in files where file.item != nil {
        guard let node = file.root[key], let text = node.text else { continue }
        guard let earlier = first[text] else {
          first[text] = (file, node)
          continue
        }
        guard earlier.file.kind != file.kind else { continue }
        report.add(
          code, "the \(key) `\(text)` is used once over all kinds of content",
          at: file.span(node), help: "give one of the two another \(key)",
          notes: [.init("first used here", at: earlier.file.span(earlier.node))])
      }
    }
  }
}
