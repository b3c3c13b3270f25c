import Diagnostics

/// ESCU 6: a row scores an object once.
struct RepeatedEntityRule: FileRule {
  let code = DiagnosticCode.repeatedEntity
  let kinds = Set<ContentKind>.detections

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard file.shape == .escu6 else { return }
    var first: [String: YAMLNode] = [:]
    let fields =
      file.texts("finding.entity.field") + file.texts("intermediate_findings.entities[].field")
    for (field, node) in fields {
      guard let earlier = first[field] else {
        first[field] = node
        continue
      }
      report.add(
        code, "the field `\(field)` is an entity once", at: file.span(node),
        help: "remove one of the two", notes: [.init("first named here", at: file.span(earlier))])
    }
  }
}
