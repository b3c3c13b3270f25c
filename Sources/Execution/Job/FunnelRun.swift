import Diagnostics
import EventModel
package import QueryPlan

/// Runs a plan as its author wrote it, counting rows; reads every event, without prefilter.
///
/// Memory: the rows that pass the terms, as any search, and some that do not.
package struct FunnelRun: Sendable {
  private let plan: Plan
  private let environment: SearchEnvironment
  private let sampleCount: Int

  /// `plan` is the lowered plan, not the optimized one.
  /// `sampleCount`: how many events and rows that fell are kept, for each term and step.
  package init(plan: Plan, environment: SearchEnvironment, sampleCount: Int = 3) {
    self.plan = plan
    self.environment = environment
    self.sampleCount = sampleCount
  }

  package func run(
    over source: any EventSource, cancellation: Cancellation = Cancellation()
  ) throws -> RowFunnel {
    let evaluator = ExpressionEvaluator(environment: environment)
    var runner = StepRunner(evaluator: evaluator)
    let subplans = FragmentTree.subplans(of: plan.steps).compactMap { subplan in
      if case .plan(let inner) = subplan.origin {
        (subplan, FragmentTree(inner, environment, cancellation))
      } else {
        nil
      }
    }
    let others = subplans.flatMap { $0.1.fragments.compactMap { $0.request } }
    guard case .events(let scan) = plan.source else {
      guard case .rows(let generator) = plan.source else { preconditionFailure() }
      let report =
        others.isEmpty ? ScanReport() : try source.scan(others, cancellation: cancellation)
      let rows = try generator.rows(wanted: .everything, in: environment)
      for (subplan, tree) in subplans {
        runner.subplanRows[ObjectIdentifier(subplan)] = try tree.finish(environment)
      }
      return try funnel(
        FunnelConsumer.Seen(events: rows.reduce(0) { $0 + $1.rowCount }, rows: rows), terms: [],
        leading: 0, hasRange: false, runner, report)
    }
    let leading = LeadingTerms(plan.steps)
    let consumer = FunnelConsumer(
      leading, scan: scan, evaluator: evaluator, sampleCount: sampleCount)
    var reading = EventScan(needs: needs(scan, leading.stepCount))
    reading.needs.insert("_time")
    let report = try source.scan(
      [ScanRequest(scan: reading, consumer: consumer)] + others, cancellation: cancellation)
    for (subplan, tree) in subplans {
      runner.subplanRows[ObjectIdentifier(subplan)] = try tree.finish(environment)
    }
    return try funnel(
      consumer.finish(), terms: leading.terms, leading: leading.stepCount,
      hasRange: scan.earliest != nil || scan.latest != nil, runner, report)
  }

  private func funnel(
    _ seen: FunnelConsumer.Seen, terms: [Expression], leading: Int, hasRange: Bool,
    _ runner: StepRunner, _ report: ScanReport
  ) throws(Diagnostic) -> RowFunnel {
    let steps = try steps(from: leading, over: seen, runner)
    let passed = seen.rows.reduce(0) { $0 + $1.rowCount }
    let fires = (steps.last?.rows ?? passed) > 0
    let isSmall = passed <= FunnelTrial.largest
    return RowFunnel(
      events: seen.events, eventsInRange: hasRange ? seen.inRange : nil,
      terms: terms.indices.map {
        RowFunnel.Term(
          expression: terms[$0], rows: seen.counts[$0], soleFailures: seen.soleFailures[$0])
      }, misses: seen.misses, steps: steps, leading: leading, report: report,
      trial: FunnelTrial(
        plan: plan, leading: leading, runner: runner, others: fires || !isSmall ? [] : seen.rows))
  }

  private func needs(_ scan: EventScan, _ leading: Int) -> FieldNeeds {
    let rest = plan.steps.dropFirst(leading).reversed().reduce(FieldNeeds.everything) {
      $1.needs(for: $0)
    }
    return plan.steps.prefix(leading).reversed().reduce(rest) { $1.needs(for: $0) }
  }

  // MARK: Steps

  private func steps(
    from first: Int, over seen: FunnelConsumer.Seen, _ runner: StepRunner
  ) throws(Diagnostic) -> [RowFunnel.Step] {
    var batches = seen.rows
    var result: [RowFunnel.Step] = []
    for index in first..<plan.steps.count {
      let step = plan.steps[index]
      var nulls: [(field: String, rows: Int)] = []
      if case .aggregate(let aggregation) = step {
        nulls = aggregation.groups.map { group in
          (group, batches.reduce(0) { $0 + Self.nullRows($1[group]) })
        }.filter { $0.rows > 0 }
      }
      let before = batches
      batches = try runner.run(step, over: batches)
      let rows = batches.reduce(0) { $0 + $1.rowCount }
      var conditions: [(expression: Expression, failures: Int)] = []
      var dropped: [RowFunnel.Dropped] = []
      if case .filter(let expression) = step {
        let fallen = try FallenRows(expression.conjuncts, before, runner.evaluator, sampleCount)
        conditions = zip(expression.conjuncts, fallen.failures).map { ($0, $1) }
        dropped = fallen.samples
      } else if !nulls.isEmpty {
        dropped = Self.samples(of: before, sampleCount) { batch, row in
          nulls.contains { batch[$0.field][row].isNull }
        }
      } else if rows == 0 {
        dropped = Self.samples(of: before, sampleCount) { _, _ in true }
      }
      for place in dropped.indices {
        let number = dropped[place].row[FunnelConsumer.numberField][0].number
        dropped[place].event = number.flatMap { seen.originals[$0] }
      }
      result.append(
        RowFunnel.Step(
          index: index, rows: rows, nullGroupFields: nulls, conditions: conditions,
          dropped: dropped))
    }
    return result
  }

  private static func samples(
    of batches: [Batch], _ count: Int, where isWanted: (Batch, Int) -> Bool
  ) -> [RowFunnel.Dropped] {
    var samples: [RowFunnel.Dropped] = []
    for batch in batches {
      for row in 0..<batch.rowCount where samples.count < count && isWanted(batch, row) {
        samples.append(RowFunnel.Dropped(row: batch.gathered([Int32(row)]), failed: []))
      }
    }
    return samples
  }

  private static func nullRows(_ column: Column) -> Int {
    (0..<column.count).reduce(0) { $0 + (column[$1].isNull ? 1 : 0) }
  }
}

/// The terms that a search begins with: its first filters, behind what rules extract for them.
struct LeadingTerms: Sendable {
  /// What comes before the filters.
  let preparation: [PlanStep]
  let terms: [Expression]
  /// Of the plan, preparation and filters.
  let stepCount: Int

  init(_ steps: [PlanStep]) {
    let start = steps.prefix { step in
      if case .extract = step { true } else { false }
    }
    let filters = steps.dropFirst(start.count).prefix { step in
      if case .filter = step { true } else { false }
    }
    terms = filters.flatMap { step -> [Expression] in
      if case .filter(let expression) = step { expression.conjuncts } else { [] }
    }
    preparation = filters.isEmpty ? [] : Array(start)
    stepCount = preparation.count + filters.count
  }
}

/// The rows that fail conditions, and which.
struct FallenRows {
  /// By condition.
  var failures: [Int]
  /// Those that fail the fewest first.
  private(set) var samples: [RowFunnel.Dropped] = []

  init(
    _ conditions: [Expression], _ batches: [Batch], _ evaluator: ExpressionEvaluator, _ count: Int
  ) throws(Diagnostic) {
    failures = [Int](repeating: 0, count: conditions.count)
    for batch in batches {
      let failed = try Self.failed(conditions, batch, evaluator)
      for row in 0..<batch.rowCount where !failed[row].isEmpty {
        for condition in failed[row] { failures[condition] += 1 }
        add(batch, row, failed[row], count)
      }
    }
  }

  private mutating func add(_ batch: Batch, _ row: Int, _ failed: [Int], _ count: Int) {
    let place = samples.firstIndex { $0.failed.count > failed.count } ?? samples.count
    guard place < count else { return }
    samples.insert(
      RowFunnel.Dropped(row: batch.gathered([Int32(row)]), failed: failed), at: place)
    if samples.count > count { samples.removeLast() }
  }

  /// By row: the conditions that do not hold.
  static func failed(
    _ conditions: [Expression], _ batch: Batch, _ evaluator: ExpressionEvaluator
  ) throws(Diagnostic) -> [[Int]] {
    var failed = [[Int]](repeating: [], count: batch.rowCount)
    let all = (0..<batch.rowCount).map { Int32($0) }
    for (number, condition) in conditions.enumerated() {
      let holding = try evaluator.select(condition, batch, rows: all, in: Arena())
      var next = 0
      for row in failed.indices {
        if next < holding.count, Int(holding[next]) == row {
          next += 1
        } else {
          failed[row].append(number)
        }
      }
    }
    return failed
  }
}
