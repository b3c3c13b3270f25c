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
        result.set(field, Column(cells.map { arena.store($0) }, arenas: [arena]))
      }
    }
    return result
  }

  /// Units: bytes, roughly.
  var footprint: Int {
    var held = HeldMemory()
    held.add(self)
    return held.bytes
  }
}
