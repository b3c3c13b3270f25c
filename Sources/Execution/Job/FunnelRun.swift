import Diagnostics
import EventModel
package import QueryPlan
import Synchronization

/// How many rows are left after each part of a search: why it gave what it gave.
package struct RowFunnel: Sendable {
  package struct Term: Sendable {
    package let expression: Expression
    /// Events left after this term and those before it.
    package let rows: Int
  }

  package struct Step: Sendable {
    /// The place in the plan's steps.
    package let index: Int
    package let rows: Int
    /// By-fields that had no value in some rows, which therefore belong to no group.
    package let nullGroupFields: [(field: String, rows: Int)]
  }

  /// Events read, before any term.
  package let events: Int
  /// Events in the time range, when there is one.
  package let eventsInRange: Int?
  package let terms: [Term]
  package let steps: [Step]
  package let report: ScanReport
}

/// Runs a plan as its author wrote it, counting rows; reads every event, without prefilter.
package struct FunnelRun: Sendable {
  private let plan: Plan
  private let environment: SearchEnvironment

  /// `plan` is the lowered plan, not the optimized one.
  package init(plan: Plan, environment: SearchEnvironment) {
    self.plan = plan
    self.environment = environment
  }

  package func run(
    over source: any EventSource, cancellation: Cancellation = Cancellation()
  ) throws -> RowFunnel {
    let evaluator = ExpressionEvaluator(environment: environment)
    guard case .events(let scan) = plan.source else {
      guard case .rows(let generator) = plan.source else { preconditionFailure() }
      let rows = try generator.rows(wanted: .everything, in: environment)
      let count = rows.reduce(0) { $0 + $1.rowCount }
      return RowFunnel(
        events: count, eventsInRange: nil, terms: [],
        steps: try steps(from: 0, over: rows, evaluator), report: ScanReport())
    }
    let leading = plan.steps.prefix { step in
      if case .filter = step { true } else { false }
    }
    let terms = leading.flatMap { step -> [Expression] in
      if case .filter(let expression) = step { expression.conjuncts } else { [] }
    }
    let consumer = FunnelConsumer(terms: terms, scan: scan, evaluator: evaluator)
    var reading = EventScan(needs: needs(scan, leading.count))
    reading.needs.insert("_time")
    let report = try source.scan(
      [ScanRequest(scan: reading, consumer: consumer)], cancellation: cancellation)
    let seen = consumer.finish()
    let hasRange = scan.earliest != nil || scan.latest != nil
    return RowFunnel(
      events: seen.events, eventsInRange: hasRange ? seen.inRange : nil,
      terms: zip(terms, seen.counts).map { RowFunnel.Term(expression: $0, rows: $1) },
      steps: try steps(from: leading.count, over: seen.rows, evaluator), report: report)
  }

  private func needs(_ scan: EventScan, _ leading: Int) -> FieldNeeds {
    let rest = plan.steps.dropFirst(leading).reversed().reduce(FieldNeeds.everything) {
      $1.needs(for: $0)
    }
    return plan.steps.prefix(leading).reduce(rest) { $1.needs(for: $0) }
  }

  private func steps(
    from first: Int, over batches: [Batch], _ evaluator: ExpressionEvaluator
  ) throws(Diagnostic) -> [RowFunnel.Step] {
    let runner = StepRunner(evaluator: evaluator)
    var batches = batches
    var result: [RowFunnel.Step] = []
    for index in first..<plan.steps.count {
      var nulls: [(field: String, rows: Int)] = []
      if case .aggregate(let aggregation) = plan.steps[index] {
        nulls = aggregation.groups.map { group in
          (group, batches.reduce(0) { $0 + Self.nullRows($1[group]) })
        }.filter { $0.rows > 0 }
      }
      batches = try runner.run(plan.steps[index], over: batches)
      let rows = batches.reduce(0) { $0 + $1.rowCount }
      result.append(RowFunnel.Step(index: index, rows: rows, nullGroupFields: nulls))
    }
    return result
  }

  private static func nullRows(_ column: Column) -> Int {
    (0..<column.count).reduce(0) { $0 + (column[$1].isNull ? 1 : 0) }
  }
}

/// Counts what each term leaves.
final class FunnelConsumer: ScanConsumer {
  private let terms: [Expression]
  private let scan: EventScan
  private let evaluator: ExpressionEvaluator
  private let workers = Mutex<[FunnelWorker]>([])

  init(terms: [Expression], scan: EventScan, evaluator: ExpressionEvaluator) {
    self.terms = terms
    self.scan = scan
    self.evaluator = evaluator
  }

  func makeWorker() -> any ScanWorker {
    let worker = FunnelWorker(terms: terms, scan: scan, evaluator: evaluator)
    workers.withLock { $0.append(worker) }
    return worker
  }

  func finish() -> (events: Int, inRange: Int, counts: [Int], rows: [Batch]) {
    let workers = workers.withLock { $0 }
    let counts = terms.indices.map { term in workers.reduce(0) { $0 + $1.counts[term] } }
    let rows = ScanFragment.ordered(workers.flatMap { $0.batches }, needsOrder: true)
    return (
      workers.reduce(0) { $0 + $1.events }, workers.reduce(0) { $0 + $1.inRange }, counts, rows
    )
  }
}

// Guard for @unchecked Sendable: one scanning thread uses it until the scan has ended; only then
// does the consumer read it.
final class FunnelWorker: ScanWorker, @unchecked Sendable {
  private let terms: [Expression]
  private let scan: EventScan
  private let evaluator: ExpressionEvaluator
  private(set) var events = 0
  private(set) var inRange = 0
  private(set) var counts: [Int]
  private(set) var batches: [Batch] = []

  init(terms: [Expression], scan: EventScan, evaluator: ExpressionEvaluator) {
    self.terms = terms
    self.scan = scan
    self.evaluator = evaluator
    counts = [Int](repeating: 0, count: terms.count)
  }

  func consume(_ batch: Batch) throws {
    events += batch.rowCount
    let times = batch["_time"]
    var rows = (0..<batch.rowCount).filter { row in
      guard scan.earliest != nil || scan.latest != nil else { return true }
      guard let time = times[row].number else { return false }
      return time >= scan.earliest ?? -.infinity && time < scan.latest ?? .infinity
    }.map { Int32($0) }
    inRange += rows.count
    for (index, term) in terms.enumerated() {
      rows = try evaluator.select(term, batch, rows: rows, in: Arena())
      counts[index] += rows.count
    }
    guard !rows.isEmpty else { return }
    var kept = batch.gathered(rows)
    kept.set(ScanFragment.timeField, kept["_time"])
    batches.append(kept.compacted())
  }
}
