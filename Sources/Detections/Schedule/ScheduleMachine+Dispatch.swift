import EventModel

extension ScheduleMachine {
  /// Plans what has become due, and starts what may.
  mutating func advance(_ now: Double) -> [ScheduleAction] {
    var skipped: [SearchInterval] = []
    for id in states.keys.sorted() {
      skipped += states[id]?.plan(now: now, zone: settings.zone) ?? []
    }
    var actions: [ScheduleAction] = skipped.isEmpty ? [] : [.skip(skipped)]
    while batches.count < settings.concurrentBatches, let batch = nextRuns(now) {
      actions.append(.run(batch))
    }
    return actions
  }

  private mutating func nextRuns(_ now: Double) -> RunBatch? {
    var due: [(place: Place, run: SearchState.Waiting)] = []
    for (id, state) in states {
      guard let run = state.candidate(now: now) else { continue }
      due.append((place(of: run, state, id), run))
    }
    guard !due.isEmpty else { return nil }
    due.sort { $0.place < $1.place }
    var runs: [ScheduledRun] = []
    for (place, run) in due.prefix(settings.batchSize) {
      guard var state = states[place.id] else { continue }
      state.start(run)
      runs.append(
        ScheduledRun(
          search: state.search,
          interval: state.search.interval(at: run.nominal, zone: settings.zone), cause: run.cause,
          attempt: run.attempts + 1))
      states[place.id] = state
    }
    let batch = RunBatch(number: nextBatch, runs: runs)
    nextBatch += 1
    batches[batch.number] = runs.map(\.interval)
    return batch
  }

  /// Where a run stands in line: kind and priority first, then the time until which it may wait.
  private struct Place: Comparable {
    let isReopened: Bool
    let rank: Int
    let due: Int
    let id: String

    static func < (left: Place, right: Place) -> Bool {
      (left.isReopened ? 1 : 0, left.rank, left.due, left.id)
        < (right.isReopened ? 1 : 0, right.rank, right.due, right.id)
    }
  }

  private func place(of run: SearchState.Waiting, _ state: SearchState, _ id: String) -> Place {
    let search = state.search
    // A priority of its own wins over a window.
    let window =
      search.priority == .standard
      ? search.window.seconds(period: search.cron.period(at: run.nominal, zone: settings.zone)) : 0
    return Place(
      isReopened: run.cause == .reopened, rank: Self.rank(search.mode, search.priority),
      due: run.nominal + window, id: id)
  }

  /// Source: the order of scheduled searches in savedsearches.conf, `schedule_priority`.
  private static func rank(_ mode: ScheduleMode, _ priority: SchedulePriority) -> Int {
    switch (mode, priority) {
    case (.realTime, .highest): 0
    case (.continuous, .highest): 1
    case (.realTime, .higher): 2
    case (.realTime, .standard): 3
    case (.continuous, .higher): 4
    case (.continuous, .standard): 5
    }
  }
}

/// What the machine shows of itself.
extension ScheduleMachine {
  /// A search's place in its schedule.
  package struct Progress: Sendable, Equatable {
    package let detection: String
    package let name: String
    /// The oldest run that is due and has no record; nil when there is none.
    package let oldestWaiting: Int?
    /// At most a few dozen are counted ahead.
    package let waiting: Int
    package let reopened: Int
    package let isRunning: Bool
    /// The first run that is not due yet.
    package let next: Int?
  }

  package var progress: [Progress] {
    states.keys.sorted().compactMap { id in
      states[id].map { state in
        Progress(
          detection: id, name: state.search.name,
          oldestWaiting: state.scheduled.first?.nominal ?? state.running?.nominal,
          waiting: state.scheduled.count, reopened: state.reopened.count,
          isRunning: state.running != nil, next: state.next)
      }
    }
  }

  package var isIdle: Bool { batches.isEmpty }

  /// The next moment at which a tick has something to do, if no event comes first.
  ///
  /// Units: seconds since 1970.
  package var nextWake: Double? {
    states.values.flatMap { state in
      [state.next.map(Double.init), state.scheduled.first?.notBefore]
        .compactMap { $0 } + state.reopened.map(\.notBefore)
    }.min()
  }
}
