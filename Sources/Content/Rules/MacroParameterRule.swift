import Diagnostics

/// A macro uses the arguments that it declares.
struct MacroParameterRule: FileRule {
  let code = DiagnosticCode.unknownParameter
  let kinds: Set<ContentKind> = [.macro]

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let node = file.root["definition"], let text = node.text else { return }
    let declared = file.texts("arguments[]").map(\.text)
    let used = RiskPaths.tokens(text)
    for name in declared where !used.contains(name) {
      report.add(
        code, "the argument `\(name)` is used in the definition", at: file.span(node),
        label: "there is no `$\(name)$`", help: "use it, or remove it from `arguments`",
        severity: .warning)
    }
    guard !declared.isEmpty else { return }
    for name in Set(used).sorted() where !declared.contains(name) {
      report.add(
        code, "`$\(name)$` is among the arguments", at: file.span(node),
        help: NearMiss.find(name, among: declared).map { "did you mean `$\($0)$`?" }
          ?? "add `\(name)` to `arguments`")
    }
  }
}
