import Synchronization

/// Tells a running search to stop; may be asked from any thread.
package final class Cancellation: Sendable {
  /// The search was stopped before its end.
  package struct Cancelled: Error {}

  private let flag = Atomic<Bool>(false)

  package init() {}

  package func cancel() { flag.store(true, ordering: .relaxed) }

  package var isCancelled: Bool { flag.load(ordering: .relaxed) }

  package func check() throws(Cancelled) {
    if isCancelled { throw Cancelled() }
  }
}
