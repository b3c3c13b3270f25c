import EventModel

/// What a cell looks like in JSON: for each of its values the inside of a quoted string.
enum CellText {
  case none
  case one(Bytes)
  case several(Multivalue)

  @inline(__always)
  func eachValue(_ body: (Bytes) -> Void) {
    switch self {
    case .none: return
    case .one(let text): body(text)
    case .several(let texts): for index in 0..<texts.count { body(texts[index]) }
    }
  }

  /// One of the values.
  @inline(__always)
  subscript(place: Int) -> Bytes {
    switch self {
    case .none: .empty
    case .one(let text): text
    case .several(let texts): texts[place]
    }
  }
}

/// The cells of some rows as they are to be written, row by row.
///
/// Made column by column: what the rows share, and what a line repeats, is looked at once.
/// Memory: its own, and that of the columns.
// A class for its deinit.
final class FindingCells {
  private let width: Int
  private let texts: UnsafeMutablePointer<CellText>
  private let columns: [Column]
  private let arena = Arena()

  init(_ columns: [(column: Column, form: CellForm)], rows: Range<Int>) {
    width = columns.count
    texts = .allocate(capacity: max(rows.count * width, 1))
    self.columns = columns.map { $0.column }
    for (index, (column, form)) in columns.enumerated() {
      fill(column, CellWriter(form: form, arena: arena), at: index, rows)
    }
  }

  deinit { texts.deallocate() }

  func row(_ row: Int) -> UnsafePointer<CellText> { UnsafePointer(texts + row * width) }

  private func fill(_ column: Column, _ writer: CellWriter, at index: Int, _ rows: Range<Int>) {
    var writer = writer
    var target = texts + index
    switch column.storage {
    case .cells(let cells):
      for row in rows {
        target.initialize(to: writer.text(of: cells[row]))
        target += width
      }
    case .constant(let cell, _):
      let text = writer.text(of: cell)
      for _ in rows {
        target.initialize(to: text)
        target += width
      }
    case .coded(let cells, let codes):
      // Rows in order have the same cell many times in a row.
      var last: (code: UInt32, text: CellText)?
      for row in rows {
        let code = codes[row]
        if let last, last.code == code {
          target.initialize(to: last.text)
        } else {
          let text = writer.text(of: cells[Int(code)])
          target.initialize(to: text)
          last = (code, text)
        }
        target += width
      }
    }
  }
}

/// What is to be written of a cell.
enum CellForm: Sendable {
  case values
  /// The values as they stand within a quoted string of SPL.
  case searchValues
  /// The time that the cell is, in ISO 8601.
  case time
}

/// Makes the texts of the cells of one column.
private struct CellWriter {
  let form: CellForm
  let arena: Arena
  /// The number written last, as many rows have the same.
  private var last: (number: Double, text: Bytes)?

  init(form: CellForm, arena: Arena) {
    self.form = form
    self.arena = arena
  }

  @inline(__always)
  mutating func text(of cell: Cell) -> CellText {
    switch form {
    case .values, .searchValues: values(of: cell)
    case .time: time(of: cell)
    }
  }

  @inline(__always)
  private mutating func values(of cell: Cell) -> CellText {
    switch cell {
    case .null: .none
    case .text(let text): .one(inside(text))
    case .number(let number): .one(text(of: number) { NumberText.format($0) })
    case .boolean(let value): .one(value ? Bytes("True") : Bytes("False"))
    case .multivalue(let values):
      switch arena.cell(values.map { inside($0) }) {
      case .multivalue(let texts): .several(texts)
      case .null, .text, .number, .boolean: .none
      }
    }
  }

  private mutating func time(of cell: Cell) -> CellText {
    let epoch: Double? =
      switch cell {
      case .null, .boolean: nil
      case .number(let number): number
      case .text(let text): Double(text.string)
      case .multivalue(let values): Double(values[0].string)
      }
    guard let epoch else { return .none }
    return .one(text(of: epoch) { FindingJSON.time($0) })
  }

  private mutating func text(of number: Double, _ format: (Double) -> String) -> Bytes {
    if let last, last.number == number { return last.text }
    let text = arena.store(format(number))
    last = (number, text)
    return text
  }

  @inline(__always)
  private func inside(_ text: Bytes) -> Bytes {
    let inside = JSONText.inside(text, in: arena)
    // What JSON takes as it is, SPL does too.
    guard form == .searchValues, inside.start != text.start else { return inside }
    return JSONText.inside(arena.store(FindingMaker.quoted(text.string)), in: arena)
  }
}
