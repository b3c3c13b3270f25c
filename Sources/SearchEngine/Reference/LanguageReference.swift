import Diagnostics
import QueryPlan
import SPLLibrary

/// The language reference: a page for each command, function, aggregate and diagnostic, made of
/// what they say about themselves.
package enum LanguageReference {
  /// Ordering: the index, then the pages by path.
  package static var pages: [ReferencePage] {
    let commands = CommandRegistry.all.map { page(of: $0.documentation) }
    let functions = FunctionRegistry.all.map { page(of: $0.documentation) }
    let aggregates = AggregateRegistry.all.map { page(of: $0.documentation) }
    let codes = DiagnosticCode.allCases.map { DiagnosticPage(code: $0).page }
    let groups = [
      ("Commands", commands), ("Functions of `eval` and `where`", functions),
      ("Functions of `stats` and its relatives", aggregates), ("Diagnostics", codes),
    ].map { (title: $0.0, pages: $0.1.sorted { $0.path < $1.path }) }
    return [index(groups)] + groups.flatMap { $0.pages }
  }

  private static func index(
    _ groups: [(title: String, pages: [ReferencePage])]
  ) -> ReferencePage {
    var lines = [
      "# Language reference", "",
      "Made by `make reference` from what the sources say; examples run as tests.", "",
    ]
    for group in groups {
      lines += ["## \(group.title)", "", "| | |", "|---|---|"]
      lines += group.pages.map { page in
        "| [\(page.title)](\(page.path)) | \(page.summary.replacing("|", with: "\\|")) |"
      }
      lines.append("")
    }
    lines.removeLast()
    return ReferencePage(path: "index.md", title: "", summary: "", lines: lines)
  }

  private static func page(of command: CommandDocumentation) -> ReferencePage {
    let name = command.names[0]
    let kind: String =
      switch command.kind {
      case .generating: "makes rows, so it is the first command"
      case .streaming: "looks at one row at a time"
      case .dataset: "needs all rows, and keeps them"
      case .transforming: "turns rows into a table of results"
      }
    var lines = [command.summary, "", "| | |", "|---|---|", "| kind | \(kind) |"]
    lines += others(command.names)
    lines += section("Syntax", [command.syntax]) + section("Examples", command.examples)
    lines += [
      "", "More: [golden cases](../../../Tests/GoldenTests/Golden/commands/\(name).spltest)",
    ]
    return ReferencePage(
      folder: "commands", name: name, summary: command.summary, body: lines)
  }

  private static func page(of function: FunctionDocumentation) -> ReferencePage {
    var lines = [function.summary]
    let names = others(function.names)
    if !names.isEmpty { lines += ["", "| | |", "|---|---|"] + names }
    lines += section("Syntax", [function.syntax])
    let width = function.examples.map { $0.expression.count }.max() ?? 0
    lines += section(
      "Examples",
      function.examples.map { example in
        let pad = String(repeating: " ", count: width - example.expression.count)
        return "\(example.expression)\(pad)  → \(shown(example.result))"
      })
    return ReferencePage(
      folder: "functions", name: function.names[0], summary: function.summary, body: lines)
  }

  private static func page(of aggregate: AggregateDocumentation) -> ReferencePage {
    var lines = [aggregate.summary]
    let names = others(aggregate.names)
    if !names.isEmpty { lines += ["", "| | |", "|---|---|"] + names }
    lines += section("Syntax", [aggregate.syntax])
    return ReferencePage(
      folder: "aggregates", name: aggregate.names[0], summary: aggregate.summary, body: lines)
  }

  private static func others(_ names: [String]) -> [String] {
    let others = names.dropFirst().map { "`\($0)`" }.joined(separator: ", ")
    return others.isEmpty ? [] : ["| other names | \(others) |"]
  }

  private static func section(_ title: String, _ code: [String]) -> [String] {
    ["", "## \(title)", "", "```"] + code + ["```"]
  }

  /// Several values are joined by line feeds; shown as golden files show them.
  private static func shown(_ result: String?) -> String {
    guard let result else { return "null" }
    guard !result.isEmpty else { return "\"\"" }
    return result.contains("\n") ? "[\(result.replacing("\n", with: "; "))]" : result
  }
}
