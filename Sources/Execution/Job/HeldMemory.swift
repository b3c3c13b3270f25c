import Diagnostics
import EventModel
import OrderedCollections

/// The memory behind some batches; what several of them share counts once.
///
/// Units: bytes, roughly.
struct HeldMemory {
  /// What the columns themselves take, cells apart.
  private static let perColumn = 96

  private(set) var bytes = 0
  private var arenas: Set<ObjectIdentifier> = []
  private var cells: Set<UnsafeRawPointer> = []

  mutating func add(_ batch: Batch) {
    bytes += batch.columns.count * Self.perColumn
    for column in batch.columns.values {
      for arena in column.arenas where arenas.insert(ObjectIdentifier(arena)).inserted {
        bytes += arena.footprint
      }
      switch column.storage {
      case .cells(let own): own.withUnsafeBytes { add($0) }
      case .constant: break
      case .coded(let own, let codes):
        own.withUnsafeBytes { add($0) }
        codes.withUnsafeBytes { add($0) }
      }
    }
  }

  private mutating func add(_ buffer: UnsafeRawBufferPointer) {
    guard let start = buffer.baseAddress, cells.insert(start).inserted else { return }
    bytes += buffer.count
  }

  /// Ends the search when this and `more` are over its budget.
  func check(_ budget: Int, more: Int = 0) throws(Diagnostic) {
    if bytes + more > budget { throw MemoryBudget.exceeded(budget) }
  }
}
