import Dispatch
import Foundation
import Synchronization

/// Work on many files or searches, or on a few large columns, on all cores.
///
/// Whoever asks for it does what no other core takes, so that it may be asked for within itself:
/// `DispatchQueue.concurrentPerform` has one thread there, however idle the others are.
public enum Parallel {
  /// Ordering: as the items.
  public static func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @escaping @Sendable (Item) -> Result
  ) -> [Result] {
    map(count: items.count) { body(items[$0]) }
  }

  /// The results of `0..<count`; what `body` shares among them must not change meanwhile.
  public static func map<Result: Sendable>(
    count: Int, _ body: @escaping (Int) -> Result
  ) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: count))
    run(count: count) { index in
      let result = body(index)
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0 }.compactMap { $0 }
  }

  /// Calls `body` with each of `0..<count`; what it shares among them must not change meanwhile.
  public static func run(count: Int, _ body: @escaping (Int) -> Void) {
    let threads = min(count, ProcessInfo.processInfo.activeProcessorCount)
    guard threads > 1 else { return (0..<count).forEach(body) }
    let work = Work(count, body)
    for _ in 1..<threads {
      DispatchQueue.global().async { work.takeAll() }
    }
    work.takeAll()
    work.done.wait()
  }

  // Guard for @unchecked Sendable: whoever calls `run` promises that nothing changes.
  private final class Work: @unchecked Sendable {
    private let count: Int
    private let body: (Int) -> Void
    private let next = Atomic<Int>(0)
    private let finished = Atomic<Int>(0)
    /// Signalled once, when all is finished.
    let done = DispatchSemaphore(value: 0)

    init(_ count: Int, _ body: @escaping (Int) -> Void) {
      self.count = count
      self.body = body
    }

    func takeAll() {
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        // A thread that comes late finds nothing left.
        guard index < count else { return }
        body(index)
        if finished.add(1, ordering: .acquiringAndReleasing).newValue == count { done.signal() }
      }
    }
  }
}
