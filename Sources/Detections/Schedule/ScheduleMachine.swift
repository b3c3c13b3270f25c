package import EventModel

/// Decides what runs when. Pure: events in, actions out, and no clock but the one in the events.
///
/// Memory: some runs a search, whatever it is behind.
package struct ScheduleMachine: Sendable {
  package struct Settings: Sendable {
    package var zone: TimeZoneRules
    /// How many batches run at once.
    package var concurrentBatches = 1
    /// How many searches share one scan at most.
    package var batchSize = 256
    package var attempts = 4
    /// Units: seconds to the second attempt; every further one doubles it.
    package var retryDelay = 30.0
    /// Units: seconds until a run whose attempts have all failed is tried again.
    package var revisitDelay = 3600.0
    /// Units: seconds; late events often come in a row, and one more run serves them all.
    package var reopenDelay = 60.0

    package init(zone: TimeZoneRules) { self.zone = zone }
  }

  package let settings: Settings
  /// By detection.
  var states: [String: SearchState] = [:]
  var batches: [Int: [SearchInterval]] = [:]
  var nextBatch = 1

  package init(settings: Settings) { self.settings = settings }

  package mutating func handle(_ event: ScheduleEvent) -> [ScheduleAction] {
    switch event {
    case .content(let searches, let resumes, let now):
      return load(searches, resumes, now) + advance(now)
    case .tick(let now): return advance(now)
    case .arrived(let range, let count, let now): return arrived(range, count, now)
    case .finished(let batch, let results, let now):
      return finished(batch, results, now) + advance(now)
    }
  }

  // MARK: Content

  private mutating func load(
    _ searches: [ScheduledSearch], _ resumes: [ScheduleResume], _ now: Double
  ) -> [ScheduleAction] {
    var actions: [ScheduleAction] = []
    let wanted = Set(searches.map(\.id))
    let known = Set(states.keys).union(resumes.map(\.detection))
    for id in known.subtracting(wanted).sorted() {
      states[id] = nil
      actions.append(.retire(detection: id, now: now))
    }
    for search in searches {
      if var state = states[search.id] {
        guard state.search != search else { continue }
        actions += change(&state, to: search, now)
        states[search.id] = state
      } else if let resume = resumes.first(where: { $0.detection == search.id }) {
        var state = SearchState(search, resume: resume, now: now, zone: settings.zone)
        if resume.contentHash != search.contentHash {
          actions += reconsider(&state, now)
          actions.append(.update(search))
        }
        states[search.id] = state
      } else {
        let since = Int(now.rounded(.down))
        let resume = ScheduleResume(
          detection: search.id, contentHash: search.contentHash, since: since, through: since)
        states[search.id] = SearchState(search, resume: resume, now: now, zone: settings.zone)
        actions.append(.activate(search, since: since, now: now))
      }
    }
    return actions
  }

  private func change(
    _ state: inout SearchState, to search: ScheduledSearch, _ now: Double
  ) -> [ScheduleAction] {
    let isOtherContent = state.search.contentHash != search.contentHash
    state.change(to: search, zone: settings.zone)
    return (isOtherContent ? reconsider(&state, now) : []) + [.update(search)]
  }

  /// What failed with other content gets another chance.
  private func reconsider(_ state: inout SearchState, _ now: Double) -> [ScheduleAction] {
    let intervals = state.failed.map { state.search.interval(at: $0, zone: settings.zone) }
    for nominal in state.failed { state.reopen(nominal, notBefore: now) }
    state.failed = []
    return intervals.isEmpty ? [] : [.reopen(intervals, lateEvents: 0)]
  }

  // MARK: Late events

  private mutating func arrived(
    _ range: ClosedRange<Double>, _ count: Int, _ now: Double
  ) -> [ScheduleAction] {
    var reopened: [SearchInterval] = []
    for id in states.keys.sorted() {
      guard var state = states[id] else { continue }
      for interval in state.recorded(overlapping: range, zone: settings.zone) {
        reopened.append(interval)
        if state.running?.nominal == interval.nominal {
          state.isRunningStale = true
        } else {
          state.reopen(interval.nominal, notBefore: now + settings.reopenDelay)
        }
      }
      states[id] = state
    }
    return reopened.isEmpty ? [] : [.reopen(reopened, lateEvents: count)]
  }

  // MARK: Results

  private mutating func finished(
    _ batch: Int, _ results: [SearchInterval: RunResult], _ now: Double
  ) -> [ScheduleAction] {
    var actions: [ScheduleAction] = []
    for interval in batches.removeValue(forKey: batch) ?? [] {
      guard var state = states[interval.detection], let running = state.running,
        running.nominal == interval.nominal
      else { continue }
      state.running = nil
      let attempts = running.attempts + 1
      switch results[interval] ?? .failed("the run ended without a result") {
      case .evaluated:
        if state.isRunningStale {
          state.reopen(interval.nominal, notBefore: now + settings.reopenDelay)
        }
      case .failed where attempts < settings.attempts:
        let delay = settings.retryDelay * Double(1 << min(attempts - 1, 16))
        state.requeue(interval.nominal, running.cause, attempts: attempts, at: now + delay)
      case .failed(let reason):
        // Later runs need not wait any longer, but it is not let go.
        state.reopen(interval.nominal, notBefore: now + settings.revisitDelay)
        actions.append(giveUp(interval, state, reason, attempts))
      case .refused(let reason):
        state.failed.append(interval.nominal)
        actions.append(giveUp(interval, state, reason, attempts))
      }
      states[interval.detection] = state
    }
    return actions
  }

  private func giveUp(
    _ interval: SearchInterval, _ state: SearchState, _ reason: String, _ attempts: Int
  ) -> ScheduleAction {
    .giveUp(
      interval, contentHash: state.search.contentHash, reason: reason, attempts: attempts)
  }
}
