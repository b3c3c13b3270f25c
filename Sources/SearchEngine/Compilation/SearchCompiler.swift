package import Diagnostics
import EventModel
package import Execution
package import QueryPlan
import SPLLibrary
package import SPLSyntax

/// Makes a plan of a search: expand, parse, lower, optimize.
///
/// Ordering: several threads may compile at a time.
package struct SearchCompiler: Sendable {
  package let macros: any MacroProvider
  package var knowledge: any KnowledgeProvider { prepared.provider }
  package var environment: SearchEnvironment { prepared.environment }
  /// Shared by all copies, so that many searches read and bind the knowledge once.
  private let prepared: PreparedKnowledge
  /// Rows that stand for the events of the search.
  package let givenRows: (any RowGenerator)?
  /// Off only in tests, which compare both.
  package let optimizes: Bool
  /// What subsearches run over; without it they are read but stand for nothing.
  package var subsearchSource: (source: any EventSource, cancellation: Cancellation)?

  /// `constants`: fields that all events are known to have one value in, such as `sourcetype`.
  package init(
    macros: any MacroProvider = MacroTable(), knowledge: any KnowledgeProvider = NoKnowledge(),
    environment: SearchEnvironment, constants: [String: String] = [:],
    givenRows: (any RowGenerator)? = nil, optimizes: Bool = true
  ) {
    self.macros = macros
    prepared = PreparedKnowledge(knowledge, environment: environment, constants: constants)
    self.givenRows = givenRows
    self.optimizes = optimizes
  }

  /// The commands of a search, macros expanded, subsearches as they stand.
  package func parse(_ search: Span) throws(Diagnostic) -> Pipeline {
    let evaluator = MacroEvaluator(environment: environment)
    let expanded = try MacroExpander(macros: macros, evaluator: evaluator).expand(search)
    return try PipelineParser.parse(expanded.wholeSpan)
  }

  package func compile(_ search: Span) throws -> CompiledSearch {
    try compile(parse(search))
  }

  /// Errors: a `Diagnostic` of the search, or what the world does to the source of its subsearches.
  package func compile(_ pipeline: Pipeline) throws -> CompiledSearch {
    let expander = SubsearchExpander(run: subsearchRunner, environment: environment)
    return try lowered(expander.expanded(pipeline))
  }

  /// A search that is only looked at: its subsearches are read and not run.
  package func checked(_ search: Span) throws(Diagnostic) -> CompiledSearch {
    var compiler = self
    compiler.subsearchSource = nil
    do {
      return try compiler.compile(search)
    } catch let diagnostic as Diagnostic {
      throw diagnostic
    } catch {
      preconditionFailure("without a source only the author of the search can be wrong: \(error)")
    }
  }

  private var subsearchRunner: SubsearchExpander.Runner? {
    guard let (source, cancellation) = subsearchSource else { return nil }
    return { pipeline in
      let search = try lowered(pipeline)
      let job = SearchJob(plan: search.plan, environment: environment)
      return try job.run(over: source, cancellation: cancellation).batches
    }
  }

  /// For commands that put searches together at run time.
  ///
  /// Errors: what the world does to the source is told as a diagnostic, because it comes in the
  /// middle of another search.
  private var rowSearchRunner: SearchRunner? {
    guard let (source, cancellation) = subsearchSource else { return nil }
    return { (text) throws(Diagnostic) in
      do {
        let search = try compile(text.wholeSpan)
        let job = SearchJob(plan: search.plan, environment: environment)
        return try job.run(over: source, cancellation: cancellation).batches
      } catch let diagnostic as Diagnostic {
        throw diagnostic
      } catch {
        throw Diagnostic(
          .searchFailed, "a search that was run for a row has failed", at: text.wholeSpan,
          label: "\(error)")
      }
    }
  }

  private func lowered(_ pipeline: Pipeline) throws(Diagnostic) -> CompiledSearch {
    var builder = PlanBuilder(prepared, givenRows: givenRows, searchRunner: rowSearchRunner)
    try builder.lower(pipeline)
    let lowered = builder.plan
    return CompiledSearch(
      pipeline: pipeline, lowered: lowered,
      plan: optimizes ? Optimizer.optimized(lowered) : lowered, stages: builder.stages,
      warnings: builder.warnings)
  }
}

/// A search that is ready to run, in all its forms.
package struct CompiledSearch: Sendable {
  package let pipeline: Pipeline
  /// As the commands say it.
  package let lowered: Plan
  /// As it runs.
  package let plan: Plan
  /// By command: its call and how many steps of the lowered plan there are behind it.
  package let stages: [(call: CommandCall, stepCount: Int)]
  package let warnings: [Diagnostic]
}
