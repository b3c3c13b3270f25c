import Dispatch
import Execution
import Synchronization

/// Runs the tests of a plan in one process: groups side by side, each reading its events once.
package struct TestRunner: Sendable {
  private let setup: TestSetup

  package init(_ setup: TestSetup) { self.setup = setup }

  /// `told` is called with each outcome as soon as it is known, from any thread.
  ///
  /// Ordering: as the plan's places.
  /// Errors: only that it was cancelled; what the world does to a test is its outcome.
  package func run(
    _ plan: TestPlan, told: @escaping @Sendable (TestOutcome) -> Void = { _ in }
  ) throws -> [TestOutcome] {
    let outcomes = Mutex(plan.decided)
    for outcome in plan.decided.values { told(outcome) }
    let scratch = Result { try ScratchFolder() }
    let next = Atomic(0)
    let workers = min(setup.workerCount, plan.groups.count)
    let threadsEach = max(1, setup.workerCount / max(workers, 1))
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while !setup.cancellation.isCancelled {
        let number = next.add(1, ordering: .relaxed).oldValue
        guard number < plan.groups.count else { return }
        let run = GroupRun(
          group: plan.groups[number], setup: setup, scratch: scratch, threads: threadsEach)
        for (position, outcome) in run.outcomes() {
          told(outcome)
          outcomes.withLock { $0[position] = outcome }
        }
      }
    }
    try setup.cancellation.check()
    let all = outcomes.withLock { $0 }
    return all.keys.sorted().compactMap { all[$0] }
  }
}
