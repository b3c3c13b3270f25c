package import Diagnostics
package import EventModel

/// Derives several fields of a row from others of the same row: `rex`, `spath`, `lookup`,
/// `iplocation`.
///
/// Row by row and without memory of other rows, so it runs wherever the rows are.
package protocol FieldExtractor: Sendable {
  /// One line for `explain`.
  var summary: String { get }
  /// What must be read so that the wanted fields come out.
  func needs(for wanted: FieldNeeds) -> FieldNeeds
  /// The fields that may be written; nil when only the rows tell.
  var writes: [String]? { get }
  /// Where rows may come out with another value in one of the fields: an expression over fields
  /// that it does not write, true in every such row.
  func changes(_ fields: FieldNeeds) -> Expression
  /// The extractor for a plan that wants no other fields behind it; nil when it then does nothing.
  func narrowed(to wanted: FieldNeeds) -> (any FieldExtractor)?
  /// The columns to set. A written column replaces the field in every row, so where a row keeps
  /// its old value the extractor puts it in.
  func extract(
    from batch: Batch, wanted: FieldNeeds, in context: EvaluationContext
  ) throws(Diagnostic) -> [(field: String, column: Column)]
}

extension FieldExtractor {
  package func changes(_ fields: FieldNeeds) -> Expression {
    .literal(.boolean(writes.map { $0.contains { fields.contains($0) } } ?? true))
  }

  package func narrowed(to wanted: FieldNeeds) -> (any FieldExtractor)? { self }
}
