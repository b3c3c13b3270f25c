package import Diagnostics
package import EventModel
import OrderedCollections
package import QueryPlan

/// Runs the steps of a plan over rows that are in memory and in order.
package struct StepRunner {
  let evaluator: ExpressionEvaluator
  /// The rows of the subplans that scan, by subplan.
  var subplanRows: [ObjectIdentifier: [Batch]] = [:]

  private var transform: RowTransform { RowTransform(evaluator: evaluator) }

  init(evaluator: ExpressionEvaluator, subplanRows: [ObjectIdentifier: [Batch]] = [:]) {
    self.evaluator = evaluator
    self.subplanRows = subplanRows
  }

  /// Runs steps that need no subplans, for a data set that lowers commands of its own: `foreach`.
  package init(environment: SearchEnvironment) {
    self.init(evaluator: ExpressionEvaluator(environment: environment))
  }

  /// Errors: also when the rows before and after a step together are over the memory budget.
  package func run(_ steps: [PlanStep], over batches: [Batch]) throws(Diagnostic) -> [Batch] {
    var batches = batches
    for step in steps { batches = try run(step, over: batches) }
    return batches
  }

  func run(_ step: PlanStep, over batches: [Batch]) throws(Diagnostic) -> [Batch] {
    var held = held(batches)
    let result = try result(of: step, over: batches, held)
    for batch in result { held.add(batch) }
    try held.check(budget)
    return result
  }

  private var budget: Int { evaluator.environment.memoryBudget }

  /// What rows hold, together with those that wait for their combination.
  private func held(_ batches: [Batch]) -> HeldMemory {
    var held = HeldMemory()
    for batch in batches { held.add(batch) }
    for rows in subplanRows.values {
      for batch in rows { held.add(batch) }
    }
    return held
  }

  private func result(
    of step: PlanStep, over batches: [Batch], _ held: HeldMemory
  ) throws(Diagnostic) -> [Batch] {
    switch step {
    case .filter, .compute, .extract, .rename, .project, .expand:
      return try transformed(batches, step, held)
    case .fill(let fill):
      if fill.fields != nil { return try transformed(batches, step, held) }
      let fields = Self.filledFields(batches)
      return try transformed(batches, .fill(NullFill(fields: fields, value: fill.value)), held)
    case .aggregate(let aggregation):
      return [try aggregated(batches, aggregation, held).finish()]
    case .window(let window): return try windowed(batches, window, held)
    case .sort(let order): return sorted(batches, order)
    case .limit(let limit): return try limited(batches, limit)
    case .deduplicate(let deduplication):
      var deduplicator = Deduplicator(deduplication)
      return deduplicator.deduplicated(batches)
    case .dataset(let transform):
      return try transform.apply(batches, in: evaluator.environment)
    case .combine(let combiner, let subplan):
      return try combiner.combine(
        batches, with: try rows(of: subplan, batches), in: evaluator.environment)
    }
  }

  /// The other rows of a combination.
  private func rows(of subplan: Subplan, _ own: [Batch]) throws(Diagnostic) -> [Batch] {
    switch subplan.origin {
    case .rows(let steps): return try run(steps, over: own)
    case .plan(let plan):
      switch plan.source {
      case .events: return subplanRows[ObjectIdentifier(subplan)] ?? []
      case .rows(let generator):
        let rows = try generator.rows(wanted: .everything, in: evaluator.environment)
        return try run(plan.steps, over: rows)
      }
    }
  }

  private func transformed(
    _ batches: [Batch], _ step: PlanStep, _ before: HeldMemory
  ) throws(Diagnostic) -> [Batch] {
    var held = before
    var result: [Batch] = []
    for batch in batches {
      guard let next = try transform.apply(step, to: batch), next.rowCount > 0 || batches.count == 1
      else { continue }
      held.add(next)
      try held.check(budget)
      result.append(next)
    }
    return result
  }

  /// The fields that have a value in some row: those that `fillnull` fills.
  ///
  /// Source: Splunk Search Reference, `fillnull`.
  static func filledFields(_ batches: [Batch]) -> [String] {
    var fields: OrderedSet<String> = []
    for batch in batches {
      for (name, column) in batch.columns
      where !Batch.isHidden(name) && !fields.contains(name) && !column.isAllNull {
        fields.append(name)
      }
    }
    return Array(fields)
  }

  func aggregated(
    _ batches: [Batch], _ aggregation: Aggregation,
    _ held: HeldMemory = HeldMemory()
  ) throws(Diagnostic) -> AggregationState {
    let state = AggregationState(aggregation, evaluator: evaluator)
    for batch in Self.numbered(batches) {
      try state.update(batch)
      try held.check(budget, more: state.footprint)
    }
    return state
  }

  /// The batches with ordinals that follow the order of their rows.
  private static func numbered(_ batches: [Batch]) -> [Batch] {
    var ordinal = 0
    return batches.map { batch in
      var batch = batch
      batch.ordinal = ordinal
      ordinal += batch.rowCount
      return batch
    }
  }

  /// Each row gets the results of its group; a row without one keeps its fields as they are.
  private func windowed(
    _ batches: [Batch], _ window: WindowAggregation, _ held: HeldMemory
  ) throws(Diagnostic) -> [Batch] {
    let state = AggregationState(
      Aggregation(measures: window.measures, groups: window.groups), evaluator: evaluator)
    var assignments: [GroupTable.Assignment] = []
    let batches = Self.numbered(batches)
    for batch in batches {
      assignments.append(try state.add(batch))
      try held.check(budget, more: state.footprint)
    }
    let arena = Arena()
    let results = state.finishedColumns(in: arena)
    var output: [Batch] = []
    for (batch, assignment) in zip(batches, assignments) {
      var batch = batch
      var group = [Int32](repeating: -1, count: batch.rowCount)
      for (row, number) in zip(assignment.rows, assignment.groups) where group[Int(row)] < 0 {
        group[Int(row)] = number
      }
      for (field, column) in results {
        let old = batch[field]
        let cells = group.enumerated().map { row, number in
          number < 0 ? old[row] : column[Int(number)]
        }
        batch.set(field, Column(cells, arenas: column.arenas + old.arenas))
      }
      output.append(batch)
    }
    return output
  }

  private func sorted(_ batches: [Batch], _ order: SortOrder) -> [Batch] {
    guard !batches.isEmpty else { return [] }
    let whole = Batch.concatenated(batches)
    var rows = SortKernel.order(whole, by: order.keys)
    if let limit = order.limit, rows.count > limit {
      if order.tellsCut {
        evaluator.environment.notices.add(
          Diagnostic(
            .resultLimit, "`sort` kept the first \(limit) of \(rows.count) rows", at: nil,
            help: "`sort 0` keeps all", severity: .warning))
      }
      rows.removeSubrange(limit...)
    }
    return [whole.gathered(rows)]
  }

  private func limited(_ batches: [Batch], _ limit: RowLimit) throws(Diagnostic) -> [Batch] {
    switch limit.end {
    case .last:
      guard !batches.isEmpty else { return [] }
      let whole = Batch.concatenated(batches)
      let first = max(0, whole.rowCount - limit.count)
      return [whole.gathered((first..<whole.rowCount).reversed().map { Int32($0) })]
    case .first:
      var result: [Batch] = []
      var left = limit.count
      for batch in batches {
        guard left > 0 else { break }
        var (count, isEnd) = (min(left, batch.rowCount), false)
        if let condition = limit.condition {
          (count, isEnd) = try prefix(batch, condition, limit, atMost: count)
        }
        result.append(batch.prefix(count))
        left -= count
        if isEnd { break }
      }
      return result
    }
  }

  /// How many rows come before the condition fails.
  private func prefix(
    _ batch: Batch, _ condition: Expression, _ limit: RowLimit, atMost: Int
  ) throws(Diagnostic) -> (count: Int, isEnd: Bool) {
    let truths = try evaluator.evaluate(condition, batch, in: Arena())
    for row in 0..<atMost {
      let truth = Truth(truths[row])
      if truth == .isTrue || (truth == .isUnknown && limit.nullHolds) { continue }
      return (limit.keepsLast ? row + 1 : row, true)
    }
    return (atMost, false)
  }
}
