import Dispatch
import EventModel
import Foundation
import Synchronization
import Testing

struct ParallelTests {
  @Test(arguments: [0, 1, 2, 7, 500])
  func resultsComeInTheOrderOfTheItems(count: Int) {
    #expect(Parallel.map(count: count) { $0 * 2 } == (0..<count).map { $0 * 2 })
    #expect(Parallel.map(Array(0..<count)) { $0 + 1 } == Array(1..<(count + 1)))
  }

  @Test func eachIsCalledOnceHoweverDeepItIsAskedFor() {
    let calls = Mutex([Int](repeating: 0, count: 60))
    Parallel.run(count: 3) { outer in
      Parallel.run(count: 4) { middle in
        Parallel.run(count: 5) { inner in
          calls.withLock { $0[outer * 20 + middle * 5 + inner] += 1 }
        }
      }
    }
    #expect(calls.withLock { $0 } == [Int](repeating: 1, count: 60))
  }

  /// Two that wait for each other end only if another core takes one of them.
  @Test(.enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1, "needs two cores"))
  func anIdleCoreHelpsWithin() {
    let met = Mutex(0)
    Parallel.run(count: 2) { outer in
      guard outer == 0 else { return }
      let first = DispatchSemaphore(value: 0)
      let second = DispatchSemaphore(value: 0)
      Parallel.run(count: 2) { inner in
        (inner == 0 ? first : second).signal()
        let answer = (inner == 0 ? second : first).wait(timeout: .now() + 20)
        if case .success = answer { met.withLock { $0 += 1 } }
      }
    }
    #expect(met.withLock { $0 } == 2)
  }
}
