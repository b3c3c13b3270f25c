import Diagnostics
import EventModel
import Execution
import QueryPlan
import SPLLibrary
import SPLSyntax
import SearchEngine

/// Runs a case in every way that must not make a difference.
struct GoldenRunner {
  let test: GoldenCase

  /// One way to run a search.
  struct Variant: CustomStringConvertible {
    let batchSize: Int
    let optimizes: Bool
    /// Parts that events come in, each read by a worker of its own.
    let parts: Int
    /// Whether the search is printed and read again before it runs.
    let reparses: Bool

    var description: String {
      "batches of \(batchSize), \(optimizes ? "optimized" : "as written"), "
        + "\(parts) part(s)\(reparses ? ", printed and read again" : "")"
    }

    static let all: [Variant] = {
      var all: [Variant] = []
      for batchSize in [1, 3, 1024] {
        for optimizes in [true, false] {
          for parts in [1, 3] {
            all.append(
              Variant(
                batchSize: batchSize, optimizes: optimizes, parts: parts, reparses: parts == 3))
          }
        }
      }
      return all
    }()
  }

  private var environment: SearchEnvironment {
    get throws {
      SearchEnvironment(now: test.now, zone: try TimeZoneRules.named(test.timezone))
    }
  }

  private func compiler(_ variant: Variant) throws -> SearchCompiler {
    var rows: (any RowGenerator)?
    if case .rows(let lines) = test.input {
      rows = try GivenRows(lines: lines, batchSize: variant.batchSize)
    }
    var compiler = SearchCompiler(
      macros: try macros(), knowledge: try TestKnowledge(test),
      environment: try environment, givenRows: rows, optimizes: variant.optimizes)
    compiler.subsearchSource = (try source(variant), Cancellation())
    return compiler
  }

  private func macros() throws -> MacroTable {
    MacroTable(
      test.macros.map { name, definition in
        let text = SourceText(name: "\(name).yml", text: definition)
        let call = name.split(whereSeparator: { "(,)".contains($0) }).map(String.init)
        return MacroDefinition(
          name: call[0], parameters: Array(call.dropFirst()), body: text.wholeSpan)
      })
  }

  func compiled(_ variant: Variant) throws -> CompiledSearch {
    let compiler = try compiler(variant)
    let source = SourceText(name: "<search>", text: test.query)
    let pipeline = try compiler.parse(source.wholeSpan)
    guard variant.reparses else { return try compiler.compile(pipeline) }
    let printed = SourceText(name: "<search>", text: pipeline.printed)
    return try compiler.compile(PipelineParser.parse(printed.wholeSpan))
  }

  /// The displayed result of a block, or the rendered diagnostic.
  func actual(_ block: GoldenCase.Block, _ variant: Variant) -> String {
    do {
      switch block {
      case .plan: return try compiled(variant).plan.printed
      case .printed: return try compiled(variant).pipeline.printed
      case .split: return try split(compiled(variant).plan)
      case .table, .error: return try table(variant)
      case .warning: return try warnings(variant)
      }
    } catch let diagnostic as Diagnostic {
      return diagnostic.rendered()
    } catch {
      return "\(error)"
    }
  }

  private func split(_ plan: Plan) throws -> String {
    guard case .events(let scan) = plan.source else { return "nothing to split" }
    let split = PlanSplit(plan, scan: scan)
    var lines = split.local.map { "local  \($0.printed)" }
    if let partial = split.partialAggregation {
      lines.append("local  partial \(PlanStep.aggregate(partial).printed)")
    }
    lines.append("merge  \(split.needsOrder ? "newest first" : "in any order")")
    lines += split.merged.map { "merged \($0.printed)" }
    return lines.joined(separator: "\n")
  }

  private func source(_ variant: Variant) throws -> InMemorySource {
    var events: [String] = []
    if case .events(let lines) = test.input { events = lines }
    return try InMemorySource(lines: events, parts: variant.parts, batchSize: variant.batchSize)
  }

  /// What the search is warned of before and while it runs.
  private func warnings(_ variant: Variant) throws -> String {
    let compiler = try compiler(variant)
    let search = try compiler.compile(SourceText(name: "<search>", text: test.query).wholeSpan)
    let job = SearchJob(plan: search.plan, environment: compiler.environment)
    let batches = try job.run(over: try source(variant)).batches
    let all =
      search.warnings + compiler.environment.notices.all
      + ResultNotices.missingFields(of: search.lowered, in: batches)
    return all.isEmpty ? "no warnings" : all.map { $0.rendered() }.joined(separator: "\n")
  }

  private func table(_ variant: Variant) throws -> String {
    let search = try compiled(variant)
    let source = try source(variant)
    let job = SearchJob(plan: search.plan, environment: try environment)
    return GoldenTable(ResultTable(try job.run(over: source).batches)).text
  }
}

/// Rows as the expected tables of golden files are written.
struct GoldenTable {
  let text: String

  init(_ table: ResultTable) {
    guard !table.fields.isEmpty, !table.rows.isEmpty else {
      text = "no rows"
      return
    }
    var lines = [table.fields]
    for row in table.rows { lines.append(row.map { Self.cell($0) }) }
    let widths = table.fields.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    text = lines.map { line in
      let cells = zip(line, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      let joined = cells.joined(separator: " | ")
      return String(joined.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  /// `~` is null, `[a; b]` a multivalue field.
  private static func cell(_ values: [String]) -> String {
    switch values.count {
    case 0: "~"
    case 1: values[0].isEmpty ? "\"\"" : values[0].replacing("\n", with: "\\n")
    default: "[" + values.joined(separator: "; ").replacing("\n", with: "\\n") + "]"
    }
  }
}
