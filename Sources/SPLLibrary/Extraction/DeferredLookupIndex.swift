import Foundation
import QueryPlan
import Synchronization

/// The index of a lookup table, made when the first row is looked up: a search that is only checked
/// or explained never pays for it.
final class DeferredLookupIndex: Sendable {
  private let table: LookupTable
  private let columns: [Int]
  private let index = Mutex<LookupIndex?>(nil)

  init(_ table: LookupTable, columns: [Int]) {
    self.table = table
    self.columns = columns
  }

  func get() -> LookupAnswers {
    if let computation = table.computation {
      return LookupAnswers(table: table, source: .computed(computation))
    }
    let made = index.withLock { index in
      if let index { return index }
      let made = LookupIndex(table, columns: columns)
      index = made
      return made
    }
    return LookupAnswers(table: table, source: .rows(made))
  }
}
