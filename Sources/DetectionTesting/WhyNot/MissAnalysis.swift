import EventModel
import Execution
import QueryPlan
import SPLSyntax
import SearchEngine

/// Finds out what the events and rows of a funnel lack.
struct MissAnalysis {
  private let search: CompiledSearch
  private let funnel: RowFunnel
  private var steps: [PlanStep] { search.lowered.steps }

  init(_ search: CompiledSearch, _ funnel: RowFunnel) {
    self.search = search
    self.funnel = funnel
  }

  // MARK: Events that fail terms

  func miss(_ miss: RowFunnel.Miss) -> WhyNot.Miss {
    let failed = miss.failed.map { funnel.terms[$0].expression }
    let guesses = ChangeSolver(row: miss.row).guesses(.all(failed))
    let others = funnel.terms.indices.filter { !miss.failed.contains($0) }
    return WhyNot.Miss(
      time: miss.event["_time"][0].number,
      known: known(others.map { funnel.terms[$0].expression }, miss.row),
      fails: failed.map { condition($0, miss.row, guesses: guesses) }, hints: [],
      advice: advice(guesses, for: miss.event))
  }

  /// The first guess that works; else the first, and where the search then ends.
  private func advice(_ guesses: [[EventChange]], for event: Batch?) -> WhyNot.Advice? {
    var first: WhyNot.Advice?
    for changes in guesses where !changes.isEmpty {
      guard let event else { return nil }
      let outcome = funnel.trial.outcome(of: [EventChange.applied(changes, to: event)])
      if outcome.rows > 0 { return WhyNot.Advice(changes: changes, fires: true, end: nil) }
      if first == nil {
        let end = outcome.lastStep.map { label($0 + 1) }
        first = WhyNot.Advice(changes: changes, fires: false, end: end)
      }
    }
    return first
  }

  // MARK: Rows that a step let fall

  func stage(_ step: RowFunnel.Step) -> WhyNot.Stage {
    WhyNot.Stage(
      label: label(step.index),
      conditions: step.conditions.filter { $0.failures > 0 }.map {
        ($0.expression.printed, $0.failures)
      }, rows: step.dropped.map { miss($0, at: step) })
  }

  private func miss(_ dropped: RowFunnel.Dropped, at step: RowFunnel.Step) -> WhyNot.Miss {
    let row = dropped.row
    let failed = dropped.failed.map { step.conditions[$0].expression }
    var fails = failed.map { condition($0, row) }
    var guesses = failed.isEmpty ? [] : ChangeSolver(row: row).guesses(.all(failed))
    for (field, _) in step.nullGroupFields where row[field][0].isNull {
      fails.append(WhyNot.Condition(text: "by \(field)", actual: "\(field) has no value"))
    }
    if failed.isEmpty, !fails.isEmpty {
      let fields = step.nullGroupFields.map { $0.field }.filter { row[$0][0].isNull }
      guesses = [
        fields.map { .set(field: $0, value: ChangeSolver.otherValue, .any) }
      ]
    }
    if fails.isEmpty {
      fails = [WhyNot.Condition(text: steps[step.index].printed, actual: "the row goes no further")]
    }
    let own = failed.flatMap { Array($0.needs.names) }
    return WhyNot.Miss(
      time: row["_time"][0].number, known: groupFields(row, before: step.index, besides: own),
      fails: fails, hints: failed.flatMap { hints($0, row, before: step.index) },
      advice: advice(
        guesses.flatMap { atEvent($0, before: step.index) }, for: dropped.event))
  }

  /// A change of a row as changes of the event that it comes from.
  private func atEvent(_ changes: [EventChange], before index: Int) -> [[EventChange]] {
    var result: [[EventChange]] = [[]]
    for change in changes {
      let fields = FieldOrigin(change.field, before: index, in: steps).eventFields
      result = result.flatMap { head in fields.map { head + [change.moved(to: $0)] } }
    }
    return Array(result.prefix(8))
  }

  private func hints(_ condition: Expression, _ row: Batch, before index: Int) -> [String] {
    var hints: [String] = []
    for field in condition.needs.names {
      switch FieldOrigin(field, before: index, in: steps) {
      case .event: continue
      case .derived(let how, let inputs, _):
        let values = fields(inputs, row).map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        hints.append("\(field) comes from \(how)" + (values.isEmpty ? "" : " with \(values)"))
      case .measure(let measure):
        if let distance = Shortfall(condition, field, measure, row).text { hints.append(distance) }
      }
    }
    return hints
  }

  // MARK: Words

  /// Of a term with alternatives, only what the nearest of them lacks.
  private func condition(
    _ expression: Expression, _ row: Batch, guesses: [[EventChange]] = []
  ) -> WhyNot.Condition {
    var names = Array(expression.needs.names)
    if case .or = expression, let nearest = guesses.first(where: { !$0.isEmpty }) {
      let changed = nearest.map { $0.field }
      let telling = names.filter { changed.contains($0) }
      if !telling.isEmpty { names = telling }
    }
    var actual = names.filter { $0 != "_raw" }.map { field in
      let value = row[field][0].string.map { Self.shortened($0) }
      return value.map { "\(field) is \($0)" } ?? "\(field) has no value"
    }
    if names.contains("_raw") { actual.append("the event's text does not have it") }
    return WhyNot.Condition(text: expression.printed, actual: actual.joined(separator: ", "))
  }

  /// The values that other terms look at: they tell which event it is.
  private func known(_ terms: [Expression], _ row: Batch) -> [WhyNot.Miss.Field] {
    var names: [String] = []
    for name in terms.flatMap({ Array($0.needs.names) })
    where !names.contains(name) && !Self.metadata.contains(name) {
      names.append(name)
    }
    return fields(names, row)
  }

  private func groupFields(
    _ row: Batch, before index: Int, besides: [String]
  ) -> [WhyNot.Miss.Field] {
    for step in steps.prefix(index).reversed() {
      if case .aggregate(let aggregation) = step {
        return fields(aggregation.groups.filter { !besides.contains($0) }, row)
      }
    }
    let names = row.fields.filter {
      !$0.hasPrefix("_") && !besides.contains($0) && !Self.metadata.contains($0)
    }
    return fields(names.filter { !Batch.isHidden($0) && row[$0][0].valueCount == 1 }, row)
  }

  /// What tells little about an event.
  private static let metadata: Set<String> = [
    "source", "sourcetype", "index", "host", "_raw", "record_text", "linecount",
  ]

  private func fields(_ names: some Sequence<String>, _ row: Batch) -> [WhyNot.Miss.Field] {
    let found = names.compactMap { name in
      row[name][0].string.map {
        WhyNot.Miss.Field(name: name, value: Self.shortened($0))
      }
    }
    return Array(found.prefix(5))
  }

  /// Bodies of requests are long; a value's start tells which it is.
  private static func shortened(_ value: String) -> String {
    value.count <= 80 ? value : value.prefix(80) + "…"
  }

  /// The command that a step of the lowered plan belongs to.
  func label(_ step: Int) -> String {
    let stage = search.stages.first { $0.stepCount > step } ?? search.stages.last
    return stage?.call.printed ?? "the search"
  }
}
