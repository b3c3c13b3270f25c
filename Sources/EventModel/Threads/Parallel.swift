import Dispatch
import Synchronization

/// Work on many files or searches, or on a few large columns, on all cores.
package enum Parallel {
  /// Ordering: as the items.
  package static func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) -> Result
  ) -> [Result] {
    map(count: items.count) { body(items[$0]) }
  }

  /// The results of `0..<count`; what `body` shares among them must not change meanwhile.
  package static func map<Result: Sendable>(
    count: Int, _ body: (Int) -> Result
  ) -> [Result] {
    guard count > 1 else { return (0..<count).map(body) }
    let results = Mutex([Result?](repeating: nil, count: count))
    withoutActuallyEscaping(body) { body in
      let work = Shared(body)
      DispatchQueue.concurrentPerform(iterations: count) { index in
        let result = work.value(index)
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { $0 }.compactMap { $0 }
  }

  // Guard for @unchecked Sendable: whoever calls `map(count:_:)` promises that nothing changes.
  private struct Shared<Value>: @unchecked Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
  }
}
