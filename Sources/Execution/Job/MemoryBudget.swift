package import Diagnostics
import EventModel
import OrderedCollections

/// What is said when a search would hold more memory than it may.
package enum MemoryBudget {
  package static func exceeded(_ budget: Int) -> Diagnostic {
    Diagnostic(
      .memoryBudget, "the search holds more than its memory budget of \(budget >> 20) MB", at: nil,
      help: "narrow it with terms, a time range, `fields` or `stats`, or raise --memory")
  }
}

extension Batch {
  /// The same rows with their texts in an arena of their own.
  func compacted() -> Batch {
    let arena = Arena()
    var result = self
    for (field, column) in columns {
      switch column.storage {
      case .constant(let cell, let count):
        result.set(field, Column(constant: arena.store(cell), count: count, arenas: [arena]))
      case .cells(let cells):
        result.set(field, Column(Self.compacted(cells, in: arena), arenas: [arena]))
      case .coded(let cells, let codes):
        result.set(field, Self.compacted(cells, codes, in: arena))
      }
    }
    return result
  }

  /// Rows in a row mostly have the same text, which is stored once.
  private static func compacted(_ cells: [Cell], in arena: Arena) -> [Cell] {
    var (last, stored) = (Bytes.empty, Cell.null)
    return cells.map { cell in
      guard case .text(let text) = cell else { return arena.store(cell) }
      if !stored.isNull, text == last { return stored }
      last = text
      stored = arena.store(cell)
      return stored
    }
  }

  /// Only the cells that some row has.
  private static func compacted(_ cells: [Cell], _ codes: [UInt32], in arena: Arena) -> Column {
    var places = [UInt32](repeating: .max, count: cells.count)
    var kept: [Cell] = []
    let codes = codes.map { code in
      if places[Int(code)] == .max {
        places[Int(code)] = UInt32(kept.count)
        kept.append(arena.store(cells[Int(code)]))
      }
      return places[Int(code)]
    }
    return Column(coded: kept, codes: codes, arenas: [arena])
  }

  /// Units: bytes, roughly.
  var footprint: Int {
    var held = HeldMemory()
    held.add(self)
    return held.bytes
  }
}
