import EventModel
import OrderedCollections
import QueryPlan
import Synchronization

/// The part of a plan that runs where the events are, in every worker of a scan.
final class ScanFragment: ScanConsumer {
  /// The engine's own copy of `_time`, which orders rows whatever the search does to the field.
  static let timeField = "\u{0}time"

  let split: PlanSplit
  private let evaluator: ExpressionEvaluator
  private let cancellation: Cancellation
  private let workers = Mutex<[FragmentWorker]>([])
  /// Bytes held by all workers together.
  private let held = Atomic<Int>(0)

  init(split: PlanSplit, environment: SearchEnvironment, cancellation: Cancellation) {
    self.split = split
    evaluator = ExpressionEvaluator(environment: environment)
    self.cancellation = cancellation
  }

  func makeWorker() -> any ScanWorker {
    let worker = FragmentWorker(split: split, evaluator: evaluator, fragment: self)
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

  /// The rows of all workers in stream order, or the merged groups as one batch.
  func finish() -> [Batch] {
    let workers = workers.withLock { $0 }
    if let aggregation = split.partialAggregation {
      let total = AggregationState(
        measures: aggregation.measures, groups: aggregation.groups,
        deduplicatesGroupValues: aggregation.deduplicatesGroupValues, evaluator: evaluator)
      for worker in workers {
        if let state = worker.aggregation { total.merge(state) }
      }
      return [total.finish()]
    }
    return Self.ordered(workers.flatMap { $0.batches }, needsOrder: split.needsOrder)
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

/// What one thread of a scan keeps for one search.
// Guard for @unchecked Sendable: one scanning thread uses it until the scan has ended; only then
// does the fragment read it.
final class FragmentWorker: ScanWorker, @unchecked Sendable {
  private let split: PlanSplit
  private let transform: RowTransform
  private unowned let fragment: ScanFragment
  private(set) var batches: [Batch] = []
  private(set) var aggregation: AggregationState?
  private var rowCount = 0
  private var aggregateFootprint = 0

  init(split: PlanSplit, evaluator: ExpressionEvaluator, fragment: ScanFragment) {
    self.split = split
    transform = RowTransform(evaluator: evaluator)
    self.fragment = fragment
    if let aggregation = split.partialAggregation {
      self.aggregation = AggregationState(
        measures: aggregation.measures, groups: aggregation.groups,
        deduplicatesGroupValues: aggregation.deduplicatesGroupValues, evaluator: evaluator)
    }
  }

  func consume(_ batch: Batch) throws {
    var batch = inTimeRange(batch)
    if let predicate = split.scan.predicate {
      batch = try transform.apply(.filter(predicate), to: batch) ?? batch
    }
    guard batch.rowCount > 0 else { return }
    if split.needsOrder { batch.set(ScanFragment.timeField, batch["_time"]) }
    let arrived = batch.rowCount
    for step in split.local {
      batch = try transform.apply(step, to: batch) ?? batch
      guard batch.rowCount > 0 else { return }
    }
    if let aggregation {
      try aggregation.update(batch)
      let footprint = aggregation.footprint
      try fragment.hold(footprint - aggregateFootprint)
      aggregateFootprint = footprint
    } else {
      try keep(batch, arrived: arrived)
    }
  }

  private func inTimeRange(_ batch: Batch) -> Batch {
    let (earliest, latest) = (split.scan.earliest, split.scan.latest)
    guard earliest != nil || latest != nil else { return batch }
    let times = batch["_time"]
    let rows = (0..<batch.rowCount).filter { row in
      guard let time = times[row].number else { return false }
      return time >= earliest ?? -.infinity && time < latest ?? .infinity
    }
    return rows.count == batch.rowCount ? batch : batch.gathered(rows.map { Int32($0) })
  }

  /// Few rows of a large batch are copied, so that the rest of its memory can go.
  private func keep(_ batch: Batch, arrived: Int) throws {
    let kept = batch.rowCount < arrived || batch.rowCount < 512 ? batch.compacted() : batch
    try fragment.hold(kept.footprint)
    batches.append(kept)
    rowCount += kept.rowCount
    guard let enough = split.newestRows, rowCount > max(enough * 4, 4096) else { return }
    let whole = ScanFragment.ordered(batches, needsOrder: split.needsOrder)
    var newest = Batch.concatenated(whole).prefix(enough).compacted()
    newest.ordinal = batches.map { $0.ordinal }.min() ?? 0
    let freed = batches.reduce(0) { $0 + $1.footprint }
    batches = [newest]
    rowCount = newest.rowCount
    try fragment.hold(newest.footprint - freed)
  }
}
