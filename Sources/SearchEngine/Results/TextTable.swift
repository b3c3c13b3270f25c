import Diagnostics

/// Lays rows out for a person: a grid where it fits, a record a row where it does not.
package enum TextTable {
  /// The lines of the table.
  ///
  /// Shape: `width` is the number of characters of a line; nil for no limit. Values are never cut.
  package static func lines(_ table: ResultTable, width: Int?) -> [String] {
    guard !table.rows.isEmpty, !table.fields.isEmpty else { return [] }
    let fields = table.fields.map { VisibleText.oneLine($0) }
    let cells = table.rows.map { row in row.map { $0.map { VisibleText.oneLine($0) } } }
    let widths = fields.indices.map { column in
      cells.reduce(fields[column].count) { widest, row in
        row[column].reduce(widest) { max($0, $1.count) }
      }
    }
    let total = widths.reduce(0, +) + 2 * (widths.count - 1)
    if let width, total > width { return records(fields, cells, width: width) }
    return grid(fields, cells, widths)
  }

  private static func grid(
    _ fields: [String], _ rows: [[[String]]], _ widths: [Int]
  ) -> [String] {
    var lines = [
      line(fields, widths), line(widths.map { String(repeating: "-", count: $0) }, widths),
    ]
    for row in rows {
      let height = max(1, row.map { $0.count }.max() ?? 1)
      for index in 0..<height {
        lines.append(line(row.map { index < $0.count ? $0[index] : "" }, widths))
      }
    }
    return lines
  }

  private static func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = zip(cells, widths).map { cell, width in
      cell + String(repeating: " ", count: max(0, width - cell.count))
    }
    let text = padded.joined(separator: "  ")
    let end = text.lastIndex { $0 != " " }
    return end.map { String(text[...$0]) } ?? ""
  }

  private static func records(
    _ fields: [String], _ rows: [[[String]]], width: Int
  ) -> [String] {
    let nameWidth = min(fields.map { $0.count }.max() ?? 0, max(width / 2, 8))
    var lines: [String] = []
    for (number, row) in rows.enumerated() {
      lines.append("row \(number + 1)")
      for (field, values) in zip(fields, row) where !values.isEmpty {
        for (index, value) in values.enumerated() {
          let name = index == 0 ? field : ""
          let pad = String(repeating: " ", count: max(0, nameWidth - name.count))
          lines.append("  \(name)\(pad)  \(value)")
        }
      }
    }
    return lines
  }
}
