import Dispatch
import Synchronization

/// Works on a few large items side by side: the fields of a table, the states of a scan.
enum ConcurrentMap {
  /// Ordering: as the items.
  static func map<Result: Sendable>(
    count: Int, _ body: (Int) -> Result
  ) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: count))
    // The call returns when all have been worked on, so nothing outlives it.
    withoutActuallyEscaping(body) { body in
      let work = Unchecked(body)
      DispatchQueue.concurrentPerform(iterations: count) { index in
        let result = work.value(index)
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { $0 }.compactMap { $0 }
  }

  // Guard for @unchecked Sendable: the items that threads work on do not change meanwhile.
  private struct Unchecked<Value>: @unchecked Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
  }
}
