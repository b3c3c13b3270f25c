package import Diagnostics
import EventModel
package import QueryPlan
package import SPLSyntax

/// Collects what the commands of one search lower to.
package struct PlanBuilder: Sendable {
  package let prepared: PreparedKnowledge
  package var environment: SearchEnvironment { prepared.environment }
  package var knowledge: any KnowledgeProvider { prepared.provider }
  /// Rows that come with the search instead of events.
  private let givenRows: (any RowGenerator)?
  /// Runs searches that are put together at run time; nil where there is nothing to run over.
  package let searchRunner: SearchRunner?
  package private(set) var source: PlanSource?
  package private(set) var steps: [PlanStep] = []
  /// By command: its call and how many steps there are behind it.
  package private(set) var stages: [(call: CommandCall, stepCount: Int)] = []
  /// How fields are shown in the end.
  private var shown: [Assignment] = []
  private var ownWarnings: [Diagnostic] = []
  /// What the expressions of this search are warned of; copies share it.
  private let expressionWarnings = Notices()

  package init(
    _ prepared: PreparedKnowledge, givenRows: (any RowGenerator)? = nil,
    searchRunner: SearchRunner? = nil
  ) {
    self.prepared = prepared
    self.givenRows = givenRows
    self.searchRunner = searchRunner
  }

  /// Lowers all commands of a search.
  package mutating func lower(_ pipeline: Pipeline) throws(Diagnostic) {
    let commands = pipeline.commands
    for (index, call) in commands.enumerated() {
      let command = try CommandRegistry.command(for: call)
      let isFirst = index == 0 && !pipeline.startsWithPipe
      if index > 0, command.documentation.kind == .generating, !call.appends {
        throw Diagnostic(
          .commandPosition, "`\(call.name)` makes rows, so it must be the first command",
          at: call.nameSpan)
      }
      if isFirst, call.name == "search", let givenRows {
        // Given rows stand for what the first search would have found.
        source = .rows(givenRows)
      } else {
        if source == nil, command.documentation.kind != .generating, call.name != "search" {
          if let givenRows {
            source = .rows(givenRows)
          } else {
            try startScan(earliest: nil, latest: nil, under: .literal(.boolean(true)))
          }
        }
        try command.lower(call, into: &self)
      }
      stages.append((call, steps.count))
    }
    guard let place = EventLabels.unasked(in: steps) else { return }
    steps.remove(at: place)
    stages = stages.map { ($0.call, $0.stepCount > place ? $0.stepCount - 1 : $0.stepCount) }
  }

  package mutating func append(_ step: PlanStep) { steps.append(step) }

  /// Shows a field in the end as an expression gives it.
  package mutating func show(_ assignment: Assignment) { shown.append(assignment) }

  package mutating func warn(_ diagnostic: Diagnostic) { ownWarnings.append(diagnostic) }

  package var warnings: [Diagnostic] { ownWarnings + expressionWarnings.all }

  /// Where the rows come from; only the first command may say so.
  package mutating func start(from source: PlanSource) { self.source = self.source ?? source }

  /// Whether the source was only assumed, because no command has said one and none has run.
  package var isFreshStart: Bool { stages.isEmpty }

  /// Replaces an assumed source.
  package mutating func restart(from source: PlanSource) {
    self.source = source
    steps = []
  }

  /// Rows of the search itself, or events, when nothing was said yet.
  package var defaultSource: PlanSource {
    givenRows.map { .rows($0) } ?? .events(EventScan())
  }

  /// Whether the search reads events, unless a command says otherwise.
  var scansEvents: Bool { if case .events = defaultSource { true } else { false } }

  /// Another search, for a command that combines its rows with these.
  package mutating func subplan(_ subsearch: Subsearch) throws(Diagnostic) -> Subplan {
    var inner = PlanBuilder(prepared, searchRunner: searchRunner)
    try inner.lower(subsearch.pipeline)
    ownWarnings += inner.warnings
    return Subplan(.plan(inner.plan))
  }

  /// More steps for the rows of this search.
  package mutating func steps(of pipeline: Pipeline) throws(Diagnostic) -> [PlanStep] {
    var inner = PlanBuilder(prepared, givenRows: NoRows(), searchRunner: searchRunner)
    inner.start(from: .rows(NoRows()))
    for call in pipeline.commands {
      try CommandRegistry.command(for: call).lower(call, into: &inner)
    }
    ownWarnings += inner.warnings
    return inner.steps
  }

  package var binder: ExpressionBinder {
    ExpressionBinder(
      environment: environment, knowledge: knowledge, warnings: expressionWarnings)
  }

  package var plan: Plan {
    let last = shown.isEmpty ? [] : [PlanStep.extract(ShownFields(assignments: shown))]
    return Plan(source: source ?? defaultSource, steps: steps + last)
  }
}

/// Stands for the rows of the search while steps are lowered that will run on them.
private struct NoRows: RowGenerator {
  let summary = "these rows"

  func rows(
    wanted: FieldNeeds, in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] { [] }
}

extension CommandCall {
  /// Whether a command that makes rows is told to put them behind the rows so far.
  fileprivate var appends: Bool {
    var scanner = scanner
    while !scanner.isAtEnd {
      if let option = scanner.peekOption() {
        guard let found = try? scanner.option() else { return false }
        if option.lowercased == "append" { return (try? found.boolean()) ?? false }
      } else if (try? scanner.word()) == nil {
        scanner.advance()
      }
    }
    return false
  }
}
