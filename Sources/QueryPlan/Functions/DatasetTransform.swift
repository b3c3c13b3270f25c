package import Diagnostics
package import EventModel

/// A step that needs all rows at once and gives others: `transpose`, `streamstats`, `transaction`.
///
/// Shape: rows come in stream order, in batches of any size; what comes out may be cut as it likes.
/// Memory: the rows are held by the search already; what a transform adds counts against its budget.
package protocol DatasetTransform: Sendable {
  /// One line for `explain`.
  var summary: String { get }
  /// Whether the result depends on the order of rows.
  var needsOrder: Bool { get }
  /// The fields that must come in so that the wanted ones come out.
  func needs(for wanted: FieldNeeds) -> FieldNeeds
  func apply(
    _ batches: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch]
}

extension DatasetTransform {
  package var needsOrder: Bool { true }
}

/// Puts the rows of another search to those of the search: `append`, `join`, `appendcols`.
package protocol RowCombiner: Sendable {
  var summary: String { get }
  /// The fields of the search's own rows that are needed.
  func needs(for wanted: FieldNeeds) -> FieldNeeds
  func combine(
    _ rows: [Batch], with others: [Batch], in environment: SearchEnvironment
  ) throws(Diagnostic) -> [Batch]
}

/// Where the other rows of a combination come from.
///
/// A reference, so that a plan can say which of its subplans a result belongs to.
package final class Subplan: Sendable {
  package enum Origin: Sendable {
    /// A search of its own.
    case plan(Plan)
    /// The rows of the search, passed through more steps: `appendpipe`.
    case rows([PlanStep])
  }

  package let origin: Origin

  package init(_ origin: Origin) { self.origin = origin }
}
