extension DetectionScheduler {
  /// Forgets the records of a time whose events the store has let go.
  ///
  /// - Parameter age: of the oldest events that are kept, in seconds.
  package func forget(olderThan age: Double, now: Double) throws {
    let longest = content?.items.values.compactMap { $0.throttle?.period }.max() ?? 0
    try state.prune(before: now - max(age, Double(longest)))
  }

  func charge(_ batch: RunBatch, took duration: Duration, events: Int) {
    let (seconds, attoseconds) = duration.components
    let share = (Double(seconds) + Double(attoseconds) / 1e18) / Double(max(batch.runs.count, 1))
    for run in batch.runs {
      costs[run.search.id, default: DetectionCost()].add(seconds: share, events: events)
    }
  }
}
