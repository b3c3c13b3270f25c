import Diagnostics
import EventModel
import Execution
import QueryPlan
import SPLSyntax
import SearchEngine

/// Bytes as a search: expanded, parsed, printed and read again, and run over a few events with and
/// without the optimizer, which must agree.
struct SearchTarget: FuzzTarget {
  /// Units: bytes. Small, so that searches which hold too much are refused rather than slow.
  private static let memory = 64 << 20

  private let source: MemorySource
  private let macros: MacroTable

  init() throws(FuzzFailure) {
    source = try MemorySource(lines: Self.events)
    macros = MacroTable([
      Self.macro("pair", ["x", "y"], "$x$=$y$"), Self.macro("loop", [], "`loop`"),
      Self.macro("some", [], "a=1 OR b=*"), Self.macro("open", [], "(a=1"),
    ])
  }

  func run(_ input: [UInt8]) throws(FuzzFailure) {
    let search = SourceText(name: "fuzz.spl", bytes: input).wholeSpan
    let optimized = outcome(search, optimizes: true)
    let plain = outcome(search, optimizes: false)
    guard optimized.agrees(with: plain) else {
      throw FuzzFailure("optimized: \(optimized)\nas written: \(plain)")
    }
    try checkPrinting(search)
  }

  /// What a search comes to: rows, or a refusal.
  private enum Outcome: CustomStringConvertible {
    case rows(ResultTable)
    case refused(String)

    func agrees(with other: Outcome) -> Bool {
      switch (self, other) {
      case (.refused, .refused): true
      // Without rows it makes no difference which fields they would have.
      case (.rows(let a), .rows(let b)):
        a.rows == b.rows && (a.fields == b.fields || a.rows.isEmpty)
      case (.rows, .refused), (.refused, .rows): false
      }
    }

    var description: String {
      switch self {
      case .rows(let table): "\(table.fields) \(table.rows.prefix(5))"
      case .refused(let text): text
      }
    }
  }

  private func outcome(_ search: Span, optimizes: Bool) -> Outcome {
    let environment = SearchEnvironment(
      now: 1_767_225_600, zone: .utc, memoryBudget: Self.memory)
    var compiler = SearchCompiler(
      macros: macros, knowledge: FuzzKnowledge(), environment: environment, optimizes: optimizes)
    compiler.subsearchSource = (source, Cancellation())
    do {
      let plan = try compiler.compile(search).plan
      _ = plan.printed
      let job = SearchJob(plan: plan, environment: environment)
      return .rows(ResultTable(try job.run(over: source).batches))
    } catch let diagnostic as Diagnostic {
      return .refused(diagnostic.rendered())
    } catch {
      return .refused("\(error)")
    }
  }

  private func checkPrinting(_ search: Span) throws(FuzzFailure) {
    let compiler = SearchCompiler(
      macros: macros, environment: SearchEnvironment(now: 0, zone: .utc))
    let printed: String
    do { printed = try compiler.parse(search).printed } catch { return }
    let again: String
    do {
      let text = SourceText(name: "printed.spl", text: printed)
      again = try PipelineParser.parse(text.wholeSpan).printed
    } catch {
      throw FuzzFailure("what is printed does not parse: \(printed)\n\(error.rendered())")
    }
    guard again == printed else {
      throw FuzzFailure("printed twice differs:\n\(printed)\n\(again)")
    }
  }

  private static func macro(
    _ name: String, _ parameters: [String], _ body: String
  ) -> MacroDefinition {
    MacroDefinition(
      name: name, parameters: parameters,
      body: SourceText(name: "\(name).yml", text: body).wholeSpan)
  }

  private static let events = [
    #"{"_time":"1767222000","_raw":"a=1 b=x","host":"h1","a":"1","b":"x","n":"10","user":"ann"}"#,
    #"{"_time":"1767222060.5","_raw":"{\"k\":[1,2]}","host":"h2","a":"2","b":["x","y"],"n":"-0.5"}"#,
    #"{"_time":"1767222060.5","_raw":"","host":"h1","a":"","g{}":["p","q","p"],"u.name":"10.0.0.1"}"#,
    #"{"_time":"1767225599","_raw":"aaaaaaaaaaaaaaaa!","host":"h3","a":"1e300","b":"é","user":"Ann"}"#,
    #"{"_time":"1767300000","_raw":"<a><b c=\"d\">e</b></a>","a":"abc","n":"nan","sourcetype":"_json"}"#,
  ]
}

/// One lookup, so that searches can name one.
struct FuzzKnowledge: KnowledgeProvider {
  var lookupNames: [String] { ["a"] }
  var geoDatabase: (any GeoDatabase)? { nil }

  func lookup(named name: String, at span: Span) throws(Diagnostic) -> LookupTable? {
    guard name == "a" else { return nil }
    return LookupTable(
      definition: LookupDefinition(name: name), fields: ["a", "b"],
      rows: [["1", "x"], ["2", "y*"]])
  }
}
