import EventModel
import QueryPlan

/// What one thread of a scan keeps for one search.
// Guard for @unchecked Sendable: one scanning thread uses it until the scan has ended; only then
// does the fragment read it.
final class FragmentWorker: ScanWorker, @unchecked Sendable {
  private let plan: FragmentPlan
  private let transform: RowTransform
  private let selection: RowSelection
  private unowned let fragment: ScanFragment
  private(set) var batches: [Batch] = []
  private(set) var aggregation: AggregationState?
  private var rowCount = 0
  private var aggregateFootprint = 0

  init(_ plan: FragmentPlan, fragment: ScanFragment) {
    self.plan = plan
    transform = fragment.makeTransform()
    selection = fragment.makeSelection()
    self.fragment = fragment
    aggregation = fragment.makeState()
  }

  /// The groups so far, which the worker then gives up.
  func takeAggregation() -> AggregationState? {
    defer { aggregation = nil }
    return aggregation
  }

  func consume(_ batch: Batch) throws {
    var batch = try selection.wanted(of: selection.inTimeRange(batch), by: plan)
    guard batch.rowCount > 0 else { return }
    if plan.split.needsOrder { batch.set(ScanFragment.timeField, batch["_time"]) }
    let arrived = batch.rowCount
    batch = try transform.apply(plan.split.local, to: batch)
    guard batch.rowCount > 0 else { return }
    if let aggregation {
      // Rows may have to wait for their groups.
      try aggregation.update(plan.filling == nil ? batch : plan.aggregated(batch))
      let footprint = aggregation.footprint
      try fragment.hold(footprint - aggregateFootprint)
      aggregateFootprint = footprint
    } else {
      try keep(plan.kept(batch), arrived: arrived)
    }
  }

  /// Few rows of a large batch are copied, so that the rest of its memory can go.
  private func keep(_ batch: Batch, arrived: Int) throws {
    let kept = batch.rowCount < arrived || batch.rowCount < 512 ? batch.compacted() : batch
    try fragment.hold(kept.footprint)
    batches.append(kept)
    rowCount += kept.rowCount
    guard let enough = plan.split.newestRows, rowCount > 4096, rowCount / 4 > enough else { return }
    let whole = ScanFragment.ordered(batches, needsOrder: plan.split.needsOrder)
    var newest = Batch.concatenated(whole).prefix(enough).compacted()
    newest.ordinal = batches.map { $0.ordinal }.min() ?? 0
    let freed = batches.reduce(0) { $0 + $1.footprint }
    batches = [newest]
    rowCount = newest.rowCount
    try fragment.hold(newest.footprint - freed)
  }
}
