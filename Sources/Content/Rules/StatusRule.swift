import Diagnostics

/// Each kind of content has its own statuses.
struct StatusRule: FileRule {
  let code = DiagnosticCode.statusNotAllowed
  let kinds: Set<ContentKind> = [.detection, .baseline, .story]

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let node = file.root["status"], let text = node.text else { return }
    let allowed: [DetectionStatus] =
      file.kind == .detection
      ? [.production, .experimental, .deprecated] : [.production, .deprecated]
    guard !allowed.contains(where: { $0.rawValue == text.lowercased() }) else { return }
    // What is no status at all is told by the reader of detections.
    guard file.kind == .story || DetectionStatus(rawValue: text.lowercased()) != nil else { return }
    let names = allowed.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    report.add(
      code, "the status of this kind of content is one of \(names)", at: file.span(node),
      label: "this is `\(text)`")
  }
}
