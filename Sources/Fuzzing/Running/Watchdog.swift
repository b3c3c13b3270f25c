import Foundation
import Synchronization

/// Ends the process when a case takes too long: nothing else can end one that never comes back.
final class Watchdog: Sendable {
  private let started = Atomic<Int>(0)

  /// Units: seconds.
  init(patience: Int) {
    let thread = Thread { [weak self] in
      var seen = -1
      var waited = 0
      while let now = self?.started.load(ordering: .relaxed) {
        waited = now == seen ? waited + 1 : 0
        seen = now
        if waited > patience { exit(FuzzSlice.Ending.hang.rawValue) }
        sleep(1)
      }
    }
    thread.start()
  }

  func caseStarts() { started.add(1, ordering: .relaxed) }
}
