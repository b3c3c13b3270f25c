import Diagnostics
import EventModel
import QueryPlan

/// A condition that is asked of one batch after the other, by one thread.
///
/// The events of a file have one source and one source type. What the condition asks of such fields
/// is decided once, and again when they change: rules of source types make conditions of dozens.
final class BatchCondition {
  private let condition: Expression
  private let transform: RowTransform
  /// The fields that may have one value in all rows.
  private let fields: [String]
  private let arena = Arena()
  /// By field: the value that `decided` is for, nil for none that all rows have.
  private var values: [Bytes?]
  private var decided: Expression

  init(_ condition: Expression, _ transform: RowTransform) {
    self.condition = condition
    self.transform = transform
    fields = condition.needs.names.filter { EventFields.metadata.contains($0) }
    values = fields.map { _ in nil }
    decided = condition
  }

  /// The rows, of all or of some, that satisfy the condition.
  func rows(_ some: [Int32]? = nil, of batch: Batch) throws(Diagnostic) -> [Int32] {
    decide(for: batch)
    return try transform.rows(some, of: batch, where: decided)
  }

  private func decide(for batch: Batch) {
    var isSame = true
    for (index, field) in fields.enumerated() {
      let value = Self.text(batch[field].constant)
      guard value != values[index] else { continue }
      values[index] = value.map { arena.store($0) }
      isSame = false
    }
    guard !isSame else { return }
    var known: [String: String] = [:]
    for (field, value) in zip(fields, values) { known[field] = value.map { $0.string } }
    decided = condition.folded(knowing: known)
  }

  private static func text(_ cell: Cell?) -> Bytes? {
    guard case .text(let text)? = cell else { return nil }
    return text
  }
}
