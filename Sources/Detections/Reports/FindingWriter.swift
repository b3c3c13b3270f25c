package import EventModel
package import SearchEngine

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
    let cells = CellBlock(
      template.columns.map { name in
        Batch.isHidden(name) ? .nulls(batch.rowCount) : batch[name]
      }, rows: piece.rows)
    var line = FindingLine(template)
    output.edit { output in
      for row in 0..<piece.rows.count {
        separator(piece.start + row, &output)
        line.append(cells.row(row), to: &output)
        output.append(terminator)
      }
    }
  }
}

/// Some cells, row by row, in memory of their own: read without touching the columns' counts.
// A class for its deinit.
final class CellBlock {
  private let width: Int
  private let cells: UnsafeMutablePointer<Cell>
  private let columns: [Column]

  init(_ columns: [Column], rows: Range<Int>) {
    width = columns.count
    cells = .allocate(capacity: max(rows.count * width, 1))
    self.columns = columns
    for (index, column) in columns.enumerated() {
      switch column.storage {
      case .cells(let all):
        all.withUnsafeBufferPointer { all in
          for row in 0..<rows.count {
            (cells + row * width + index).initialize(to: all[rows.lowerBound + row])
          }
        }
      case .constant(let cell, _):
        for row in 0..<rows.count { (cells + row * width + index).initialize(to: cell) }
      case .coded(let own, let codes):
        for row in 0..<rows.count {
          (cells + row * width + index).initialize(to: own[Int(codes[rows.lowerBound + row])])
        }
      }
    }
  }

  deinit { cells.deallocate() }

  func row(_ row: Int) -> UnsafePointer<Cell> { UnsafePointer(cells + row * width) }
}
