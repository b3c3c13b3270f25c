import Diagnostics

/// From ESCU 5 on a collection starts with its key.
struct CollectionKeyRule: FileRule {
  let code = DiagnosticCode.lookupKeyField
  let kinds: Set<ContentKind> = [.lookup]

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard case .lookup(let lookup)? = file.item, case .collection = lookup.kind,
      let first = lookup.fields.first, first != "_key"
    else { return }
    let key = file.root["fields_list"] != nil ? "fields_list" : "fields"
    report.add(
      code, "the first field of a collection is `_key`", at: file.span(ofKey: key),
      label: "this is `\(first)`", help: "put `_key` in front",
      severity: file.shape == .escu4 ? .warning : .error)
  }
}
