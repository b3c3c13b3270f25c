import Diagnostics
import EventModel
import OrderedCollections

/// What is said when a search would hold more memory than it may.
enum MemoryBudget {
  static func exceeded(_ budget: Int) -> Diagnostic {
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
      if let constant = column.constant {
        result.set(
          field, Column(constant: arena.store(constant), count: rowCount, arenas: [arena]))
      } else {
        let cells = (0..<rowCount).map { arena.store(column[$0]) }
        result.set(field, Column(cells, arenas: [arena]))
      }
    }
    return result
  }

  /// Units: bytes, roughly.
  var footprint: Int {
    var arenas: [ObjectIdentifier: Int] = [:]
    var cells = 0
    for (_, column) in columns {
      if column.constant == nil { cells += rowCount }
      for arena in column.arenas { arenas[ObjectIdentifier(arena)] = arena.footprint }
    }
    return cells * MemoryLayout<Cell>.stride + arenas.values.reduce(0, +)
  }
}
