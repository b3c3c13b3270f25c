import Synchronization

/// How many bytes of bodies all connections together may hold.
package final class ByteBudget: Sendable {
  package let limit: Int
  private let used = Atomic<Int>(0)

  package init(limit: Int) {
    self.limit = limit
  }

  package var inUse: Int { used.load(ordering: .relaxed) }

  /// False when the budget does not have as much; nothing is taken then.
  package func take(_ count: Int) -> Bool {
    let after = used.add(count, ordering: .relaxed).newValue
    guard after > limit else { return true }
    used.subtract(count, ordering: .relaxed)
    return false
  }

  package func give(back count: Int) {
    used.subtract(count, ordering: .relaxed)
  }
}

/// What one body holds of a budget; gives it back when nobody needs it any more.
package final class BudgetShare: Sendable {
  private let budget: ByteBudget
  private let taken = Atomic<Int>(0)

  package init(_ budget: ByteBudget) {
    self.budget = budget
  }

  deinit { budget.give(back: taken.load(ordering: .relaxed)) }

  package func take(_ count: Int) -> Bool {
    guard budget.take(count) else { return false }
    taken.add(count, ordering: .relaxed)
    return true
  }
}
