import Diagnostics

/// A macro stands for something.
struct EmptyMacroRule: FileRule {
  let code = DiagnosticCode.emptyMacro
  let kinds: Set<ContentKind> = [.macro]

  func check(_ file: CheckedFile, _ facts: RepositoryFacts, _ report: inout CheckReport) {
    guard let node = file.root["definition"], let text = node.text,
      !text.contains(where: { !$0.isWhitespace })
    else { return }
    report.add(
      code, "a macro has a definition", at: file.span(node), label: "this is empty",
      help: "a filter that keeps everything is `search *`")
  }
}
