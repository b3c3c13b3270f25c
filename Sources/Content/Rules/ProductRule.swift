import Diagnostics

/// ESCU 6: the three products, all of them; before, at least one.
struct ProductRule: FileRule {
  let code = DiagnosticCode.invalidProduct
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard file.detection != nil else { return }
    let products = Set(file.texts("@product[]").map(\.text))
    if products.isEmpty {
      report.add(
        code, "a detection names its products", at: file.span(ofKey: "product"),
        help: "nothing depends on it here; Splunk's own tools want "
          + ChoiceRule.products.map { "`\($0)`" }.joined(separator: ", "),
        severity: .note)
    } else if file.shape == .escu6, let node = file.root["product"] {
      let missing = ChoiceRule.products.filter { !products.contains($0) }
      // One that is not in the list is another finding of the same code.
      guard !missing.isEmpty, products.isSubset(of: ChoiceRule.products) else { return }
      report.add(
        code, "a detection is for all three products", at: file.span(node),
        help: "add \(missing.map { "`\($0)`" }.joined(separator: ", "))")
    }
  }
}
