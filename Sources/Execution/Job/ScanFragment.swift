import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan
import Synchronization

/// The part of a plan that runs where the events are, in every worker of a scan.
final class ScanFragment: ScanConsumer {
  /// The engine's own copy of `_time`, which orders rows whatever the search does to the field.
  static let timeField = "\u{0}time"

  let plan: FragmentPlan
  private let evaluator: ExpressionEvaluator
  private let cancellation: Cancellation
  private let workers = Mutex<[FragmentWorker]>([])
  /// Bytes held by all workers together.
  private let held = Atomic<Int>(0)
  /// Aggregates for this fragment and others; to be set before the scan.
  private let shared = Mutex<SharedAggregation?>(nil)

  init(_ split: PlanSplit, environment: SearchEnvironment, cancellation: Cancellation) {
    plan = FragmentPlan(split)
    evaluator = ExpressionEvaluator(environment: environment)
    self.cancellation = cancellation
  }

  func makeWorker() -> any ScanWorker {
    let worker = FragmentWorker(plan, fragment: self)
    workers.withLock { $0.append(worker) }
    return worker
  }

  /// Counts memory against the budget of the search.
  func hold(_ bytes: Int) throws {
    try cancellation.check()
    let total = held.add(bytes, ordering: .relaxed).newValue
    let budget = evaluator.environment.memoryBudget
    if total > budget { throw MemoryBudget.exceeded(budget) }
  }

  /// Leaves the scan and the aggregation to what does it for several fragments.
  func share(_ aggregation: SharedAggregation) { shared.withLock { $0 = aggregation } }

  /// Whether another does the aggregation.
  var isShared: Bool { shared.withLock { $0 != nil } }

  /// What the fragment asks of the source; nil where another asks for it.
  var request: ScanRequest? {
    guard !isShared else { return nil }
    return ScanRequest(
      scan: plan.split.scan, consumer: self, takesAnyOrder: plan.takesAnyOrder)
  }

  /// An empty state of the fragment's aggregation; nil without one.
  func makeState() -> AggregationState? {
    plan.aggregation.map { AggregationState($0, filling: plan.filling, evaluator: evaluator) }
  }

  func makeSelection() -> RowSelection {
    RowSelection(plan.split.scan, makeTransform())
  }

  func makeTransform() -> RowTransform { RowTransform(evaluator: evaluator) }

  func hasSameEnvironment(as other: ScanFragment) -> Bool {
    let (own, others) = (evaluator.environment, other.evaluator.environment)
    return own.notices === others.notices && own.memoryBudget == others.memoryBudget
      && own.now == others.now
  }

  /// The rows of all workers in stream order, or the merged groups as one batch. Only once: the
  /// workers' memory is given up.
  func finish() throws(Diagnostic) -> [Batch] {
    let workers = workers.withLock { workers in
      defer { workers = [] }
      return workers
    }
    if let shared = shared.withLock({ $0 }) { return [try shared.rows(of: self)] }
    var states = workers.compactMap { $0.takeAggregation() }
    guard let total = states.popLast() ?? makeState() else {
      return Self.ordered(workers.flatMap { $0.batches }, needsOrder: plan.split.needsOrder)
    }
    while let state = states.popLast() { total.merge(state) }
    return [try total.finish()]
  }

  /// Newest first; rows of one time by the order of their arrival, the last first.
  static func ordered(_ batches: [Batch], needsOrder: Bool) -> [Batch] {
    let batches = batches.sorted { $0.ordinal < $1.ordinal }
    guard needsOrder, !batches.isEmpty, !isOrdered(batches) else { return batches }
    let whole = Batch.concatenated(batches)
    let times = whole[timeField]
    let keys = (0..<whole.rowCount).map { times[$0].number ?? -.infinity }
    var rows = (0..<whole.rowCount).map { Int32($0) }
    rows.sort { a, b in
      let (x, y) = (keys[Int(a)], keys[Int(b)])
      return x != y ? x > y : a < b
    }
    return [whole.gathered(rows)]
  }

  private static func isOrdered(_ batches: [Batch]) -> Bool {
    var last = Double.infinity
    for batch in batches {
      let times = batch[timeField]
      for row in 0..<batch.rowCount {
        let time = times[row].number ?? -.infinity
        if time > last { return false }
        last = time
      }
    }
    return true
  }
}
