import Diagnostics

/// A list of names has each of them once.
struct RepeatedEntryRule: FileRule {
  let code = DiagnosticCode.repeatedEntry
  let kinds = Set<ContentKind>.all
  private static let lists = [
    "@analytic_story[]", "@mitre_attack_id[]", "@product[]", "@cve[]", "@atomic_guid[]",
    "@detections[]", "@category[]", "data_source[]", "baselines[]", "references[]", "arguments[]",
  ]

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    for path in Self.lists {
      var first: [String: YAMLNode] = [:]
      for (text, node) in file.texts(path) {
        guard let earlier = first[text] else {
          first[text] = node
          continue
        }
        let key = path.filter { $0 != "@" }.replacing("[]", with: "")
        report.add(
          code, "`\(key)` names each thing once", at: file.span(node),
          label: "`\(text)` is there already", help: "remove one of the two",
          notes: [.init("first named here", at: file.span(earlier))],
          severity: path == "references[]" ? .warning : file.referenceSeverity,
          fix: Self.removal(of: node, in: file, saying: "remove the second `\(text)`"))
      }
    }
  }

  /// Removes an item that has a line of its own.
  static func removal(
    of node: YAMLNode, in file: CheckedFile, saying summary: String
  ) -> ContentFix? {
    let bytes = file.source.bytes
    let line = file.source.line(at: node.offset).range
    let before = bytes[line.lowerBound..<node.offset].filter { $0 != UInt8(ascii: " ") }
    guard before == [UInt8(ascii: "-")], let text = node.text,
      file.source.string(node.offset..<line.upperBound).contains(text)
    else { return nil }
    let end = min(line.upperBound + 1, bytes.count)
    return ContentFix(summary, edits: [.init(line.lowerBound..<end, "")])
  }
}
