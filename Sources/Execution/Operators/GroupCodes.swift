import EventModel

/// The values of the rows of a batch as small numbers, a tuple a row.
struct GroupCodes: ~Copyable {
  struct Flags: OptionSet {
    let rawValue: UInt8

    static let hasNull = Flags(rawValue: 1)
    static let hasLists = Flags(rawValue: 2)
  }

  /// The values of multivalue fields, which their codes point at.
  struct Lists {
    /// Marks a code as the place of a list.
    static let mark: UInt32 = 1 << 31

    /// The length of a list, then its codes.
    fileprivate var parts: [UInt32] = []
  }

  private let rowCount: Int
  private let width: Int
  private let tuples: UnsafeMutablePointer<UInt32>
  private let flags: UnsafeMutablePointer<UInt8>
  private(set) var lists = Lists()

  init(rowCount: Int, width: Int) {
    self.rowCount = rowCount
    self.width = width
    tuples = .allocate(capacity: rowCount * width)
    flags = .allocate(capacity: rowCount)
    flags.initialize(repeating: 0, count: rowCount)
  }

  deinit {
    tuples.deallocate()
    flags.deallocate()
  }

  /// Sets the codes of one field: a value's number in the set plus one, 0 for null.
  mutating func encode(
    _ column: Column, at index: Int, in values: TextSet, deduplicating: Bool
  ) {
    switch column.storage {
    case .constant(let cell, _):
      let code = lists.code(of: cell, in: values, deduplicating)
      for row in 0..<rowCount { set(code, row, index) }
    case .coded(let cells, let codes):
      encode(cells, codes, at: index, in: values, deduplicating)
    case .cells(let cells):
      cells.withUnsafeBufferPointer { cells in
        // Many fields have the same value in row after row.
        var last = Bytes.empty
        var lastCode: UInt32 = 0
        for row in 0..<rowCount {
          if case .text(let text) = cells[row] {
            // `!=` would go through the protocol.
            if lastCode == 0 || !(text == last) {
              lastCode = UInt32(values.insert(text) + 1)
              last = text
            }
            set(lastCode, row, index)
          } else {
            set(lists.code(of: cells[row], in: values, deduplicating), row, index)
          }
        }
      }
    }
  }

  /// Looks each cell of a dictionary up once.
  private mutating func encode(
    _ cells: [Cell], _ codes: [UInt32], at index: Int, in values: TextSet, _ deduplicating: Bool
  ) {
    let unknown = UInt32.max
    var known = [UInt32](repeating: unknown, count: cells.count)
    known.withUnsafeMutableBufferPointer { known in
      codes.withUnsafeBufferPointer { codes in
        for row in 0..<rowCount {
          let place = Int(codes[row])
          if known[place] == unknown {
            known[place] = lists.code(of: cells[place], in: values, deduplicating)
          }
          set(known[place], row, index)
        }
      }
    }
  }

  @inline(__always)
  private func set(_ code: UInt32, _ row: Int, _ index: Int) {
    tuples[row * width + index] = code
    flags[row] |= code == 0 ? 1 : UInt8(code >> 31) << 1
  }

  @inline(__always)
  borrowing func withTuples(
    _ body: (_ tuple: UnsafePointer<UInt32>, _ row: Int, _ flags: Flags) -> Void
  ) {
    for row in 0..<rowCount {
      body(UnsafePointer(tuples + row * width), row, Flags(rawValue: flags[row]))
    }
  }
}

extension GroupCodes {
  /// The code of a single value; 0 for null, and for a list, which has none.
  @inline(__always)
  static func code(of cell: Cell, in values: TextSet) -> UInt32 {
    switch cell {
    case .null, .multivalue: return 0
    case .text(let text): return UInt32(values.insert(text) + 1)
    case .number(let number):
      var text = NumberText.format(number)
      return text.withUTF8 { buffer in
        guard let start = buffer.baseAddress else { return 0 }
        return UInt32(values.insert(Bytes(start: start, count: buffer.count)) + 1)
      }
    case .boolean(let value):
      return UInt32(values.insert(value ? Bytes("True") : Bytes("False")) + 1)
    }
  }
}

extension GroupCodes.Lists {
  @inline(__always)
  fileprivate mutating func code(
    of cell: Cell, in values: TextSet, _ deduplicating: Bool
  ) -> UInt32 {
    if case .multivalue(let texts) = cell { return list(texts, in: values, deduplicating) }
    return GroupCodes.code(of: cell, in: values)
  }

  private mutating func list(
    _ texts: Multivalue, in values: TextSet, _ deduplicating: Bool
  ) -> UInt32 {
    let place = parts.count
    precondition(place + texts.count < Int(Self.mark), "a batch has fewer than 2^31 values")
    parts.append(0)
    var seen: Set<UInt32> = []
    for text in texts {
      let code = UInt32(values.insert(text) + 1)
      if deduplicating, !seen.insert(code).inserted { continue }
      parts.append(code)
    }
    parts[place] = UInt32(parts.count - place - 1)
    return UInt32(place) | Self.mark
  }

  /// Calls with each combination of the values of a row, the last field changing fastest.
  func forEachCombination(
    of tuple: UnsafePointer<UInt32>, width: Int, _ body: (UnsafePointer<UInt32>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: width * 2) { memory in
      guard let current = memory.baseAddress else { return }
      // How far each field is in its list.
      let places = current + width
      for field in 0..<width {
        places[field] = 0
        current[field] = code(tuple[field], 0)
      }
      var field = width - 1
      repeat {
        body(current)
        field = width - 1
        while field >= 0 {
          places[field] += 1
          if places[field] < length(tuple[field]) {
            current[field] = code(tuple[field], places[field])
            break
          }
          places[field] = 0
          current[field] = code(tuple[field], 0)
          field -= 1
        }
      } while field >= 0
    }
  }

  @inline(__always)
  private func length(_ code: UInt32) -> UInt32 {
    code & Self.mark == 0 ? 1 : parts[Int(code & ~Self.mark)]
  }

  @inline(__always)
  private func code(_ code: UInt32, _ place: UInt32) -> UInt32 {
    code & Self.mark == 0 ? code : parts[Int(code & ~Self.mark) + 1 + Int(place)]
  }
}
