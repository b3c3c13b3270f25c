import EventModel
import QueryPlan

/// Picks the rows that a scan is to give: those in its time range that satisfy its predicate.
///
/// For one thread.
struct RowSelection {
  private let scan: EventScan
  private let predicate: BatchCondition?

  init(_ scan: EventScan, _ transform: RowTransform) {
    self.scan = scan
    predicate = scan.predicate.map { BatchCondition($0, transform) }
  }

  func inTimeRange(_ batch: Batch) -> Batch {
    let (earliest, latest) = (scan.earliest, scan.latest)
    guard earliest != nil || latest != nil else { return batch }
    let times = batch["_time"]
    let rows = (0..<batch.rowCount).filter { row in
      guard let time = times[row].number else { return false }
      return time >= earliest ?? -.infinity && time < latest ?? .infinity
    }
    return rows.count == batch.rowCount ? batch : batch.gathered(rows.map { Int32($0) })
  }

  /// The rows of a batch in range that satisfy the predicate. What is copied has no columns that
  /// only the predicate needs.
  func wanted(of batch: Batch, by plan: FragmentPlan) throws -> Batch {
    guard let predicate else { return batch }
    let rows = try predicate.rows(of: batch)
    guard !rows.isEmpty else { return Batch(rowCount: 0) }
    return rows.count == batch.rowCount ? batch : plan.narrowed(batch).gathered(rows)
  }
}
