import Dispatch
import Foundation
import Synchronization

/// Work on many small files or searches, one thread a core.
package enum Parallel {
  /// Ordering: as the items.
  package static func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) -> Result
  ) -> [Result] {
    let workers = min(ProcessInfo.processInfo.activeProcessorCount, items.count)
    guard workers > 1 else { return items.map(body) }
    let parts = Mutex<[Int: [Result]]>([:])
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      let own = stride(from: worker, to: items.count, by: workers).map { body(items[$0]) }
      parts.withLock { $0[worker] = own }
    }
    let byWorker = parts.withLock { $0 }
    return items.indices.compactMap { byWorker[$0 % workers]?[$0 / workers] }
  }
}
