package import Diagnostics

/// Where a detection's file says something, for findings that are made from the detection alone.
package struct DetectionPlaces {
  package enum Part: Sendable {
    case riskField, threatField, message, drilldown, throttlingField
  }

  private let detection: Detection
  private let file: CheckedFile?

  /// Reads the file's text again.
  package init(_ detection: Detection) {
    self.detection = detection
    let source = detection.search.root.span.source
    file = ParsedFile(source, kind: detection.type == .baseline ? .baseline : .detection)
      .checked(older: detection.shape)
  }

  /// The first text of the part that is, or holds, the given one; the name's place without one.
  package func span(of text: String, in part: Part) -> Span {
    guard let file else { return detection.nameSpan }
    let found = paths(part).flatMap { file.texts($0) }.first { entry in
      switch part {
      case .riskField, .threatField, .throttlingField: entry.text == text
      case .message, .drilldown: entry.text.contains(text)
      }
    }
    guard let node = found?.node else { return detection.nameSpan }
    let whole = file.span(node)
    guard let scalar = node.scalar,
      let range = ScalarAligner.text(scalar, at: node.offset, in: file.source)
        .bytes.firstRange(of: Array(text.utf8))
    else { return whole }
    let aligned = ScalarAligner.text(scalar, at: node.offset, in: file.source)
    return Span(aligned, range)
  }

  private func paths(_ part: Part) -> [String] {
    switch part {
    case .riskField: RiskPaths.objects + ["tags.observable[].name"]
    case .threatField: RiskPaths.threats + ["tags.observable[].name"]
    case .message: RiskPaths.messages
    case .drilldown: ["drilldown_searches[].search", "drilldown_searches[].name"]
    case .throttlingField: ["@throttling.fields[]"]
    }
  }
}
