import Synchronization

/// The loss ledger that all receivers write to.
package final class LossCounters: Sendable {
  private let ledger = Mutex(LossLedger())

  package init() {}

  /// The counts as they are now.
  package var snapshot: LossLedger { ledger.withLock { $0 } }

  package func record(_ receiver: String, _ change: (inout LossLedger.Row) -> Void) {
    ledger.withLock { change(&$0[receiver]) }
  }
}
