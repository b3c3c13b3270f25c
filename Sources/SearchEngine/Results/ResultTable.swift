package import EventModel
import OrderedCollections

/// The rows of a search as texts, for writers and tests.
package struct ResultTable: Sendable {
  /// In result order, the engine's own left out.
  package let fields: [String]
  /// By row, by field: no values is null, several are a multivalue field.
  package let rows: [[[String]]]

  package init(fields: [String], rows: [[[String]]]) {
    self.fields = fields
    self.rows = rows
  }

  package init(_ batches: [Batch]) {
    let names = Self.fields(of: batches)
    fields = names
    let arena = Arena()
    rows = batches.flatMap { batch in
      let columns = names.map { batch[$0] }
      return (0..<batch.rowCount).map { row in
        columns.map { column in column[row].texts(in: arena).map { $0.string } }
      }
    }
  }

  /// The union of the batches' fields in order of first sight.
  package static func fields(of batches: [Batch]) -> [String] {
    var fields: OrderedSet<String> = []
    for batch in batches {
      for field in batch.fields where !Batch.isHidden(field) { fields.append(field) }
    }
    return Array(fields)
  }
}
