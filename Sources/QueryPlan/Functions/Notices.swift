package import Diagnostics
import Synchronization

/// What a running search has to tell besides its rows: limits that cut, guesses that were made.
package final class Notices: Sendable {
  private let list = Mutex<[Diagnostic]>([])

  package init() {}

  /// Adds a notice, once however often it is said.
  package func add(_ diagnostic: Diagnostic) {
    list.withLock { list in
      if !list.contains(where: { $0.message == diagnostic.message }) { list.append(diagnostic) }
    }
  }

  /// By their messages: threads say them in any order.
  package var all: [Diagnostic] {
    list.withLock { $0 }.sorted { $0.message < $1.message }
  }
}
