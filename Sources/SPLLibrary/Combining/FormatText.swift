package import EventModel

/// Rows as a search expression: what `format` makes and what a subsearch is replaced by.
///
/// Shape: fields in alphabetical order, every value between double quotes, internal fields left
/// out; a field named `search` or `query` stands for its own text.
/// Source: Splunk Search Reference, `format`; Search Manual, subsearches.
package struct FormatText: Sendable {
  package var rowPrefix = "("
  package var columnPrefix = "("
  package var columnSeparator = "AND"
  package var columnEnd = ")"
  package var rowSeparator = "OR"
  package var rowEnd = ")"
  package var multivalueSeparator = "OR"
  package var emptyText = "NOT ( )"

  package init() {}

  package func text(of batches: [Batch], limit: Int) -> String {
    let arena = Arena()
    var rows: [String] = []
    for batch in batches {
      for row in 0..<batch.rowCount where rows.count < limit {
        if let text = self.text(of: batch, row, arena) { rows.append(text) }
      }
    }
    guard !rows.isEmpty else { return emptyText }
    return "\(rowPrefix) " + rows.joined(separator: " \(rowSeparator) ") + " \(rowEnd)"
  }

  private func text(of batch: Batch, _ row: Int, _ arena: Arena) -> String? {
    var terms: [String] = []
    for field in batch.fields.sorted() where !Batch.isHidden(field) && !field.hasPrefix("_") {
      let values = batch[field][row].texts(in: arena).map { $0.string }
      guard !values.isEmpty else { continue }
      if field == "search" || field == "query" {
        terms.append(values.joined(separator: " "))
        continue
      }
      let comparisons = values.map { "\(field)=\(Self.quoted($0))" }
      terms.append(
        comparisons.count == 1
          ? comparisons[0]
          // The brackets around the values of one field are always round.
          : "( " + comparisons.joined(separator: " \(multivalueSeparator) ") + " )")
    }
    guard !terms.isEmpty else { return nil }
    return "\(columnPrefix) " + terms.joined(separator: " \(columnSeparator) ") + " \(columnEnd)"
  }

  package static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
