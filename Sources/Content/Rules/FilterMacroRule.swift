import Diagnostics

/// Every detection can be filtered without editing it.
struct FilterMacroRule: FileRule {
  let code = DiagnosticCode.missingFilterMacro
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let detection = file.detection, detection.type != .baseline else { return }
    let call = "`\(detection.filterMacroName)`"
    guard !detection.search.text.contains(call) else { return }
    report.add(
      code, "the search calls its filter macro \(call)", at: detection.search.end,
      label: "the search ends here", help: "end it with: | \(call)",
      fix: Self.fix(detection, call, in: file))
  }

  private static func fix(
    _ detection: Detection, _ call: String, in file: CheckedFile
  ) -> ContentFix? {
    guard let node = file.root["search"], let scalar = node.scalar else { return nil }
    let bytes = file.source.bytes
    var end = min(detection.search.root.span.range.upperBound, bytes.count)
    while end > node.offset, bytes[end - 1] <= 0x20 { end -= 1 }
    let text: String
    switch scalar.style {
    case .singleQuoted, .doubleQuoted: text = " | " + call
    // A plain scalar may go on, but not from a character that ends it.
    case .plain: text = " | " + call
    case .literal, .folded:
      let line = file.source.line(at: end).range
      let indent = bytes[line].prefix { $0 == UInt8(ascii: " ") }.count
      guard indent > 0 else { return nil }
      text = "\n" + String(repeating: " ", count: indent) + "| " + call
    }
    return ContentFix("add \(call) to the search", edits: [.init(end..<end, text)])
  }
}
