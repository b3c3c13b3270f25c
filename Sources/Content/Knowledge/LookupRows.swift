import Diagnostics
import EventModel
import Foundation
import QueryPlan

/// Reads the CSV file of a lookup.
enum LookupRows {
  /// Shape: the first line names the columns; a shorter row has empty texts at its end.
  /// Errors: a `Diagnostic` with code `missingLookupFile` for a file that cannot be opened, has no
  /// header or names a column twice, `invalidValue` for a row that is longer than the header.
  static func read(
    _ path: String, definition: LookupDefinition, at span: Span
  ) throws(Diagnostic) -> LookupTable {
    let text = try text(of: path, name: definition.name, at: span)
    // Nine shipped tables are written `a, b`, and the detections that use them compare with `b`.
    let rows = CSVTable(text, skipsLeadingBlanks: true).rows
    guard let header = rows.first else {
      throw missing(
        definition.name, "its file is empty: \(path)", at: span,
        help: "the first line of the file names the columns")
    }
    let body = rows.dropFirst()
    if let index = body.firstIndex(where: { $0.count > header.count }) {
      throw Diagnostic(
        .invalidValue, "row \(index) of the lookup `\(definition.name)` is longer than its header",
        at: span, label: "\(rows[index].count) values for \(header.count) columns",
        help: "quote values with commas in \(path), or name the columns that are missing")
    }
    return LookupTable(
      definition: definition, fields: header,
      rows: body.map { $0 + Array(repeating: "", count: header.count - $0.count) })
  }

  private static func text(
    of path: String, name: String, at span: Span
  ) throws(Diagnostic) -> String {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw missing(
        name, "cannot read \(path): \(error.localizedDescription)", at: span,
        help: "put the file there, or name another one: --lookup '\(name)=FILE.csv'")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw missing(
        name, "its file is not UTF-8 text: \(path)", at: span, help: "save the file as UTF-8")
    }
    return text
  }

  static func missing(
    _ name: String, _ label: String, at span: Span, help: String
  ) -> Diagnostic {
    Diagnostic(
      .missingLookupFile, "the lookup `\(name)` has no rows to search in", at: span, label: label,
      help: help)
  }
}
