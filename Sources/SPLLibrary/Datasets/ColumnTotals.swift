import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan

/// One more row with the sum of each column of numbers: `addcoltotals`, `addtotals col=true`.
///
/// Source: Splunk Search Reference, `addcoltotals`: fields without a number stay empty.
struct ColumnTotals: DatasetTransform {
  /// Nil: all fields but the internal ones.
  let patterns: [WildcardPattern]?
  let labelField: String?
  let label: String

  var summary: String {
    "column totals" + (patterns.map { " of " + $0.map { $0.text }.joined(separator: ", ") } ?? "")
  }

  var needsOrder: Bool { true }

  func needs(for wanted: FieldNeeds) -> FieldNeeds { wanted }

  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch] {
    var fields: OrderedSet<String> = []
    var totals: [String: Double] = [:]
    for batch in batches {
      for (field, column) in batch.columns where !Batch.isHidden(field) {
        fields.append(field)
        guard isSummed(field) else { continue }
        for row in 0..<batch.rowCount {
          if let number = column[row].number { totals[field, default: 0] += number }
        }
      }
    }
    let arena = Arena()
    var last = Batch(rowCount: 1)
    for field in fields {
      let cell: Cell = totals[field].map { .number($0) } ?? .null
      last.set(field, Column([cell], arenas: []))
    }
    if let labelField {
      last.set(labelField, Column([.text(arena.store(label))], arenas: [arena]))
    }
    return batches.filter { $0.rowCount > 0 } + [last]
  }

  private func isSummed(_ field: String) -> Bool {
    guard field != labelField else { return false }
    return patterns.map { $0.contains { $0.coversField(field) } } ?? !field.hasPrefix("_")
  }
}
