import Diagnostics
import EventModel
import OrderedCollections
import QueryPlan

/// `addtotals`: the sum of the numbers of a row.
struct AddtotalsExtractor: FieldExtractor {
  /// Nil: all fields but the internal ones.
  let patterns: [WildcardPattern]?
  let target: String

  var summary: String {
    "addtotals \(target)"
      + (patterns.map { " of " + $0.map { $0.text }.joined(separator: ", ") } ?? "")
  }

  var writes: [String]? { [target] }

  func needs(for wanted: FieldNeeds) -> FieldNeeds {
    guard wanted.contains(target) else { return wanted }
    guard let patterns else { return .everything }
    return wanted.union(FieldNeeds(patterns.map { $0.text }))
  }

  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)] {
    let summed = batch.columns.filter { name, _ in
      guard !Batch.isHidden(name) else { return false }
      guard let patterns else { return !name.hasPrefix("_") }
      return patterns.contains { $0.matches(name) }
    }.values
    let totals = context.column { row in
      .number(summed.reduce(0) { $0 + ($1[row].number ?? 0) })
    }
    return [(target, totals)]
  }
}
