import EventModel

/// A column of a segment, as it is read: the different cells, and which of them each row has.
// Guard for @unchecked Sendable: nothing changes after init.
final class DictionaryColumn: @unchecked Sendable {
  let cells: [Cell]
  let codes: [UInt32]
  /// Holds the texts of the cells.
  let arena: Arena

  /// The same cell for every row.
  init(constant cell: Cell, count: Int, arena: Arena) {
    cells = [cell]
    codes = [UInt32](repeating: 0, count: count)
    self.arena = arena
  }

  init(cells: [Cell], codes: [UInt32], arena: Arena) {
    self.cells = cells
    self.codes = codes
    self.arena = arena
  }

  /// Reads what `DictionaryBuilder` wrote; `bytes` live in the arena.
  init(_ bytes: Bytes, count: Int, arena: Arena) throws(SegmentDamage) {
    self.arena = arena
    var input = ByteInput(bytes)
    let width = Int(try input.take(1)[0])
    let entryCount = try input.number()
    guard width <= 3, entryCount > 0, entryCount <= max(count, 1) else {
      throw SegmentDamage("a dictionary of \(entryCount) values for \(count) rows")
    }
    var places: [(kind: Int, count: Int)] = []
    places.reserveCapacity(entryCount)
    for _ in 0..<entryCount {
      let kind = try input.number()
      places.append((kind, kind == 0 ? 0 : try input.number()))
    }
    var cells: [Cell] = []
    cells.reserveCapacity(entryCount)
    for place in places {
      let text = try input.take(place.count)
      switch place.kind {
      case 0: cells.append(.null)
      case 1: cells.append(.text(text))
      default: cells.append(try Self.list(text, arena))
      }
    }
    guard input.rest == width * count else {
      throw SegmentDamage("\(input.rest) bytes of codes for \(count) rows")
    }
    self.cells = cells
    let planes = try input.take(input.rest)
    codes = Self.codes(planes, width, count)
    guard codes.allSatisfy({ $0 < entryCount }) else {
      throw SegmentDamage("a code beyond the dictionary")
    }
  }

  private static func codes(_ planes: Bytes, _ width: Int, _ count: Int) -> [UInt32] {
    [UInt32](unsafeUninitializedCapacity: count) { buffer, written in
      written = count
      switch width {
      case 0: for row in 0..<count { buffer[row] = 0 }
      case 1: for row in 0..<count { buffer[row] = UInt32(planes[row]) }
      case 2:
        let high = planes.start + count
        for row in 0..<count { buffer[row] = UInt32(planes[row]) | UInt32(high[row]) << 8 }
      default:
        let high = planes.start + count
        let highest = high + count
        for row in 0..<count {
          buffer[row] =
            UInt32(planes[row]) | UInt32(high[row]) << 8 | UInt32(highest[row]) << 16
        }
      }
    }
  }

  private static func list(_ text: Bytes, _ arena: Arena) throws(SegmentDamage) -> Cell {
    var input = ByteInput(text)
    let count = try input.number()
    guard count <= text.count else { throw SegmentDamage("a list of \(count) values") }
    var lengths: [Int] = []
    for _ in 0..<count { lengths.append(try input.number()) }
    var values: [Bytes] = []
    for length in lengths { values.append(try input.take(length)) }
    return arena.cell(values)
  }

  /// For batches.
  var column: Column {
    cells.count == 1
      ? Column(constant: cells[0], count: codes.count, arenas: [arena])
      : Column(coded: cells, codes: codes, arenas: [arena])
  }
}
