import Diagnostics
import EventModel
import QueryPlan

/// Rows whose groups depend on rows that were not seen yet.
struct PendingRows {
  private(set) var batches: [Batch] = []
  private(set) var rowCount = 0
  /// Units: bytes, roughly.
  private(set) var footprint = 0

  mutating func add(_ batch: Batch) {
    // Few rows of a large batch are copied, so that the rest of its memory can go.
    let batch = batch.compacted()
    batches.append(batch)
    rowCount += batch.rowCount
    footprint += batch.footprint
  }

  mutating func merge(_ other: PendingRows) {
    batches += other.batches
    rowCount += other.rowCount
    footprint += other.footprint
  }
}

extension AggregationState {
  private var transform: RowTransform { RowTransform(evaluator: evaluator) }

  /// The rows that can have their groups now; the others become pending.
  func settled(_ batch: Batch, _ filling: NullFilling) throws(Diagnostic) -> Batch? {
    guard let rows = try passing(batch, filling) else {
      pending.add(batch)
      return nil
    }
    guard !rows.isEmpty else { return nil }
    let passed = rows.count == batch.rowCount ? batch : batch.gathered(rows)
    // While a by-field has no value at all, there may never be a group. Groups take less memory
    // than many rows do.
    guard fieldsWithoutValue.isEmpty || pending.rowCount >= Self.mostWithoutValue else {
      pending.add(passed)
      return nil
    }
    return passed
  }

  private static let mostWithoutValue = 1 << 16

  /// The rows that pass all filters; nil when that depends on rows to come.
  private func passing(_ batch: Batch, _ filling: NullFilling) throws(Diagnostic) -> [Int32]? {
    var rows = (0..<batch.rowCount).map { Int32($0) }
    for filter in filling.filters where !rows.isEmpty {
      let empty = filter.needs.names.filter { batch[$0].hasNulls }
      let known = try filled(batch, empty.filter { presence.has($0) }, filling)
      let open = empty.filter { !presence.has($0) }
      let passed = try transform.rows(rows, of: known, where: filter)
      switch open.count {
      case 0: break
      case 1:
        let filled = try filled(known, Array(open), filling)
        guard try transform.rows(rows, of: filled, where: filter) == passed else { return nil }
      default: return nil
      }
      rows = passed
    }
    return rows
  }

  private func filled(
    _ batch: Batch, _ fields: [String], _ filling: NullFilling
  ) throws(Diagnostic) -> Batch {
    guard !fields.isEmpty else { return batch }
    return try transform.apply(
      [.fill(NullFill(fields: fields, value: filling.value))], to: batch)
  }

  /// Gives the pending rows their groups: all rows were seen.
  func settlePending(_ filling: NullFilling) throws(Diagnostic) {
    defer { pending = PendingRows() }
    guard fieldsWithoutValue.isEmpty else { return }
    let fill = PlanStep.fill(NullFill(fields: presence.present, value: filling.value))
    let steps = [fill] + filling.filters.map { .filter($0) }
    for batch in pending.batches {
      let rows = try transform.apply(steps, to: batch)
      if rows.rowCount > 0 { try add(rows) }
    }
  }
}
