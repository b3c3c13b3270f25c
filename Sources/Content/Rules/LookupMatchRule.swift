import Diagnostics

/// Lookups give a bounded number of matches.
struct LookupMatchRule: FileRule {
  let code = DiagnosticCode.lookupMatchCount
  let kinds: Set<ContentKind> = [.lookup]

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    let ranges = [("max_matches", 1...1000), ("min_matches", 0...Int.max)]
    for (key, range) in ranges {
      guard let node = file.root[key], let number = node.scalar?.integer,
        !range.contains(number)
      else { continue }
      let rule = key == "max_matches" ? "from 1 to 1000" : "not negative"
      report.add(
        code, "`\(key)` is \(rule)", at: file.span(node), label: "this is \(number)")
    }
  }
}
