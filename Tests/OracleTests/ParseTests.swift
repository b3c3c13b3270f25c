import Diagnostics
import EventModel
import Execution
import QueryPlan
import SPLLibrary
import SPLSyntax
import SearchEngine
import Testing

/// Real searches must be read, whether or not they run.
struct ParseTests {
  private static let environment = SearchEnvironment(now: 1_767_225_600, zone: .utc)

  private static let publicSearches: [(id: String, text: String, isOfOthers: Bool)] =
    SharedFolder
    .lines("oracle/parse.jsonl").filter { $0["expect"]?["parses"]?.isTrue ?? false }
    .map { json in
      let isPiped = json["missing_leading_pipe"]?.isTrue ?? false
      return (
        json["id"]?.text ?? "", json[isPiped ? "spl_with_pipe" : "spl"]?.text ?? "",
        !(json["custom_commands"]?.values ?? []).isEmpty
      )
    }

  /// Commands, quotes and brackets of almost everything are told apart.
  @Test(.enabled(if: SharedFolder.path("oracle/parse.jsonl") != nil, "needs ../shared/oracle"))
  func publicSearchesAreCutIntoCommands() {
    #expect(Self.publicSearches.count > 3000)
    var refused: [String] = []
    for search in Self.publicSearches {
      let source = SourceText(name: "<search>", text: search.text)
      do throws(Diagnostic) {
        _ = try SearchCompiler(macros: AnyMacro(), environment: Self.environment)
          .parse(source.wholeSpan)
      } catch {
        refused.append("\(search.id)\n\(error.rendered())")
      }
    }
    let share = 1 - Double(refused.count) / Double(Self.publicSearches.count)
    #expect(share >= 0.99, "\(refused.prefix(20).joined(separator: "\n"))")
  }

  /// The verdict of `explain --batch`; a command of another product may be refused.
  @Test(.enabled(if: SharedFolder.path("oracle/parse.jsonl") != nil, "needs ../shared/oracle"))
  func publicSearchesAreRead() {
    let compiler = SearchCompiler(environment: Self.environment)
    var refused: [String] = []
    var running = 0
    for search in Self.publicSearches {
      let verdict = SearchVerdict(
        SourceText(name: "<search>", text: search.text).wholeSpan, compiler: compiler)
      if verdict.runs { running += 1 }
      if verdict.parses || search.isOfOthers { continue }
      refused.append("\(search.id)\n\(verdict.diagnostic?.rendered() ?? "")")
    }
    let count = Self.publicSearches.count
    print("parse.jsonl: \(count - refused.count) of \(count) are read, \(running) run")
    let share = 1 - Double(refused.count) / Double(count)
    #expect(share >= 0.98, "\(refused.prefix(20).joined(separator: "\n"))")
  }

  @Test(.enabled(if: SharedFolder.path("oracle/reject.jsonl") != nil, "needs ../shared/oracle"))
  func wrongSearchesAreRefused() throws {
    let names = Set(CommandRegistry.names)
    for json in SharedFolder.lines("oracle/reject.jsonl")
    where json["authority"]?.text == "splunk-doc" {
      let id = json["id"]?.text ?? ""
      let text = json["spl"]?.text ?? ""
      let source = SourceText(name: "<search>", text: text)
      let pipeline = try? PipelineParser.parse(source.wholeSpan)
      let used = pipeline?.commands.map { $0.name } ?? []
      guard names.isSuperset(of: used), !SharedFolder.argued.contains(id) else { continue }
      #expect(throws: Diagnostic.self, "\(id): \(text)") {
        var compiler = SearchCompiler(environment: Self.environment)
        compiler.subsearchSource = (NoEvents(), Cancellation())
        let search = try compiler.compile(source.wholeSpan)
        _ = try SearchJob(plan: search.plan, environment: Self.environment).run(over: NoEvents())
      }
    }
  }
}

/// Stands for every macro: the public searches come without the definitions of theirs.
private struct AnyMacro: MacroProvider {
  var macroNames: [String] { [] }
  func arities(of name: String) -> [Int] { [] }

  /// One word is a command where a command must stand, and a term everywhere else.
  func macro(named name: String, arity: Int) -> MacroDefinition? {
    MacroDefinition(
      name: name, parameters: (0..<arity).map { "argument\($0)" },
      body: SourceText(name: "macros", text: "expanded").wholeSpan)
  }
}
