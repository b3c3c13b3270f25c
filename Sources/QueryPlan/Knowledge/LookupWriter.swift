package import Diagnostics

/// Takes the rows that `outputlookup` writes.
package protocol LookupWriter: Sendable {
  /// Replaces the rows of a table, or adds to them.
  ///
  /// Errors: a table that cannot be written, told at the search's place.
  func store(_ rows: WrittenLookup, at span: Span?) throws(Diagnostic)
}

/// The rows that a search writes into a lookup table.
///
/// Shape: every row has one text a field; several values are joined by line feeds.
package struct WrittenLookup: Sendable {
  package let name: String
  package let fields: [String]
  package let rows: [[String]]
  /// Whether rows that are there stay.
  package let appends: Bool
  /// The field whose value tells which row that is there is replaced.
  package let keyField: String?

  package init(
    name: String, fields: [String], rows: [[String]], appends: Bool, keyField: String?
  ) {
    self.name = name
    self.fields = fields
    self.rows = rows
    self.appends = appends
    self.keyField = keyField
  }
}
