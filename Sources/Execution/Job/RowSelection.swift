import EventModel
import QueryPlan

/// Picks the rows that a scan is to give: those in its time range that satisfy its predicate.
struct RowSelection {
  let scan: EventScan
  let evaluator: ExpressionEvaluator

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

  /// The rows of a batch in range that satisfy the predicate.
  func wanted(of batch: Batch) throws -> [Int32] {
    let all = (0..<batch.rowCount).map { Int32($0) }
    guard let predicate = scan.predicate else { return all }
    return try evaluator.select(predicate, batch, rows: all, in: Arena())
  }
  /// The same rows themselves, without the columns that only the predicate needs.
  func wanted(of batch: Batch, by plan: FragmentPlan) throws -> Batch {
    guard scan.predicate != nil else { return batch }
    let rows: [Int32] = try wanted(of: batch)
    let rest = rows.isEmpty ? Batch(rowCount: batch.rowCount) : plan.narrowed(batch)
    return rows.count == batch.rowCount ? rest : rest.gathered(rows)
  }
}
