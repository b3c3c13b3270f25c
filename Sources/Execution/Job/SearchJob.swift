package import Diagnostics
package import EventModel
package import QueryPlan
import Synchronization

/// A running search: an optimized plan, its environment, and then its rows.
package struct SearchJob: Sendable {
  package let plan: Plan
  package let environment: SearchEnvironment

  package init(plan: Plan, environment: SearchEnvironment) {
    self.plan = plan
    self.environment = environment
  }

  /// The rows of a search, and what reading them was like.
  package struct Result: Sendable {
    package let batches: [Batch]
    package let report: ScanReport

    package var rowCount: Int { batches.reduce(0) { $0 + $1.rowCount } }
  }

  package func run(
    over source: any EventSource, cancellation: Cancellation = Cancellation()
  ) throws -> Result {
    let outcome = try Self.run([self], over: source, cancellation: cancellation)
    return Result(batches: try outcome.results[0].get(), report: outcome.report)
  }

  /// Runs several searches over one scan of the source.
  ///
  /// Errors: a search that fails while its rows are finished has its diagnostic as its result; what
  /// the world does to the source ends all.
  package static func run(
    _ jobs: [SearchJob], over source: any EventSource, cancellation: Cancellation = Cancellation()
  ) throws -> (results: [Swift.Result<[Batch], Diagnostic>], report: ScanReport) {
    let trees = jobs.map { FragmentTree($0.plan, $0.environment, cancellation) }
    let fragments = trees.flatMap { $0.fragments }
    let shared = SharedAggregation.share(fragments)
    let requests = fragments.compactMap { $0.request } + shared.map { $0.request }
    let report =
      requests.isEmpty
      ? ScanReport() : try source.scan(requests, cancellation: cancellation)
    try cancellation.check()
    let results = finished(jobs, trees, shared, cancellation)
    try cancellation.check()
    return (results, report)
  }

  /// Finishes the searches side by side; the results are in the order of the jobs.
  private static func finished(
    _ jobs: [SearchJob], _ trees: [FragmentTree], _ shared: [SharedAggregation],
    _ cancellation: Cancellation
  ) -> [Swift.Result<[Batch], Diagnostic>] {
    let results = Mutex(
      [Swift.Result<[Batch], Diagnostic>](
        repeating: .success([]), count: jobs.count))
    let finish = { @Sendable (index: Int) in
      guard !cancellation.isCancelled else { return }
      let result: Swift.Result<[Batch], Diagnostic>
      do throws(Diagnostic) {
        result = .success(try trees[index].finish(jobs[index].environment))
      } catch {
        result = .failure(error)
      }
      results.withLock { $0[index] = result }
    }
    // What waits for nobody is finished beside what others wait for.
    let own = jobs.indices.filter { !trees[$0].isShared }
    Parallel.run(count: shared.count + own.count) { task in
      if task < shared.count { shared[task].finish() } else { finish(own[task - shared.count]) }
    }
    let sharing = jobs.indices.filter { trees[$0].isShared }
    Parallel.run(count: sharing.count) { finish(sharing[$0]) }
    return results.withLock { $0 }
  }
}
