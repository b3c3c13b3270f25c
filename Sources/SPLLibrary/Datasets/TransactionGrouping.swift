import Diagnostics
import EventModel
import Execution
import OrderedCollections
import QueryPlan

/// `transaction`: rows that belong together, as one.
///
/// Ordering: rows come newest first; transactions go out by their earliest time, newest first.
/// Memory: the rows, which the search holds anyway, and some numbers for each.
/// Source: Splunk Search Reference, `transaction`.
struct TransactionGrouping: DatasetTransform {
  var fields: [String] = []
  var first: Expression?
  var last: Expression?
  /// Units: seconds.
  var maximumSpan: Double?
  /// Units: seconds.
  var maximumPause: Double?
  var maximumEvents = 1000
  var isConnected = true
  var keepsEvicted = false
  var keepsOrphans = false
  var rendering = TransactionRendering()

  var summary: String {
    let by = fields.isEmpty ? "" : " by " + fields.joined(separator: ", ")
    let start = first.map { " from \($0.printed)" } ?? ""
    return "transactions\(by)\(start)" + (last.map { " to \($0.printed)" } ?? "")
  }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    var needs = wanted
    for made in TransactionRendering.madeFields { needs.remove(made) }
    needs.formUnion(FieldNeeds(fields + ["_time"]))
    if wanted.contains("linecount") { needs.formUnion(FieldNeeds(["_raw"])) }
    if let first { needs.formUnion(first.needs) }
    if let last { needs.formUnion(last.needs) }
    return needs
  }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    let batches = batches.filter { $0.rowCount > 0 }
    guard !batches.isEmpty else { return [] }
    let rows = Batch.concatenated(batches)
    let pool = TransactionPool(
      self, rows, isFirst: try truths(first, rows, environment),
      isLast: try truths(last, rows, environment))
    pool.run()
    if pool.isOutOfOrder {
      environment.notices.add(
        Diagnostic(
          .invalidValue, "`transaction` wants rows from the newest to the oldest", at: nil,
          help: "put `sort 0 - _time` before it", severity: .warning))
    }
    return [rendering.rendered(pool.finished, rows, keys: fields)]
  }

  private func truths(
    _ condition: Expression?, _ rows: Batch, _ environment: SearchEnvironment
  ) throws(Diagnostic) -> [Bool]? {
    guard let condition else { return nil }
    var result = [Bool](repeating: false, count: rows.rowCount)
    let all = (0..<rows.rowCount).map { Int32($0) }
    let holds = try ExpressionEvaluator(environment: environment)
      .select(condition, rows, rows: all, in: Arena())
    for row in holds { result[Int(row)] = true }
    return result
  }
}
