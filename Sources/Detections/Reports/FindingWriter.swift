package import EventModel

/// Writes the findings of a detection as JSON objects, straight from the cells of its rows.
///
/// Shape: see `FindingJSON`.
package struct FindingWriter: Sendable {
  /// A run of rows of one batch.
  package struct Piece: Sendable {
    package let batch: Int
    package let rows: Range<Int>
    /// The place of the first row among all.
    package let start: Int
  }

  private let rows: FindingRows
  private let template: FindingTemplate

  package init(_ rows: FindingRows) {
    self.rows = rows
    template = FindingTemplate(rows)
  }

  /// All rows in pieces of at most `size`.
  package func pieces(of size: Int) -> [Piece] {
    var pieces: [Piece] = []
    var start = 0
    for (number, batch) in rows.batches.enumerated() {
      for first in stride(from: 0, to: batch.rowCount, by: size) {
        let range = first..<min(first + size, batch.rowCount)
        pieces.append(Piece(batch: number, rows: range, start: start))
        start += range.count
      }
    }
    return pieces
  }

  /// Appends the objects of a piece; `separator` is called before each, with its place among all.
  package func append(
    _ piece: Piece, to output: JSONBuffer, separator: (Int, inout JSONOutput) -> Void,
    terminator: Bytes
  ) {
    let batch = rows.batches[piece.batch]
    let cells = FindingCells(
      template.columns.map {
        (Batch.isHidden($0.name) ? .nulls(batch.rowCount) : batch[$0.name], $0.form)
      },
      rows: piece.rows)
    let line = FindingLine(template)
    output.edit { output in
      for row in 0..<piece.rows.count {
        separator(piece.start + row, &output)
        line.append(cells.row(row), to: &output)
        output.append(terminator)
      }
    }
  }
}
