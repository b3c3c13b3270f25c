import Dispatch
package import EventModel
package import EventStore
package import Execution

/// Does what the schedule machine decides: runs, records, and hands on what follows.
///
/// Ordering: one batch at a time; a second call of `tick` while one works returns at once.
/// Source: Decision 0012 says how nothing is lost or doubled when the program dies.
package actor DetectionScheduler {
  package struct Settings: Sendable {
    package var zone: TimeZoneRules
    package var host: String
    /// Payloads that wait for one destination at most.
    package var queueBound = 10_000
    package var machine: ScheduleMachine.Settings
    /// How many risk events and notables go to the store in one block.
    package var outboxBatch = 1000

    package init(zone: TimeZoneRules, host: String) {
      self.zone = zone
      self.host = host
      machine = ScheduleMachine.Settings(zone: zone)
    }
  }

  /// What a person or a metric wants to know.
  package struct Counters: Sendable, Equatable {
    package var evaluated = 0
    package var reopened = 0
    package var skipped = 0
    package var failed = 0
    package var findings = 0
    package var throttled = 0
    package var suppressed = 0

    package init() {}
  }

  let state: StateDatabase
  let source: any EventSource
  let sink: any EventSink
  private let arrivals: (any ArrivalLog)?
  let settings: Settings
  private let report: @Sendable (String) -> Void

  private var machine: ScheduleMachine
  private(set) var content: ScheduledContent?
  private var destinations: [OutputDestination] = []
  private var arrivalsThrough: Int64?
  private var savedArrivals: (position: Int64?, time: Double) = (nil, -.infinity)
  private var isWorking = false
  private let cancellation = Cancellation()
  package private(set) var counters = Counters()
  /// By detection.
  package internal(set) var costs: [String: DetectionCost] = [:]

  /// - Parameter report: gets a line for the log about everything that went wrong.
  package init(
    state: StateDatabase, source: any EventSource, sink: any EventSink,
    arrivals: (any ArrivalLog)?, settings: Settings,
    report: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.state = state
    self.source = source
    self.sink = sink
    self.arrivals = arrivals
    self.settings = settings
    self.report = report
    machine = ScheduleMachine(settings: settings.machine)
  }

  package var progress: [ScheduleMachine.Progress] { machine.progress }

  /// When `tick` has something to do next, if nothing else happens.
  ///
  /// Units: seconds since 1970.
  package var nextWake: Double? { machine.nextWake }

  /// Takes content, at the start and whenever it changes.
  ///
  /// Errors: those of the state database; the old content stays then.
  package func load(
    _ content: ScheduledContent, destinations: [OutputDestination] = [], now: Double
  ) async throws {
    for problem in content.problems { report(problem) }
    let isFirst = self.content == nil
    let resumes = isFirst ? try state.resumes() : []
    if isFirst { try await beginArrivals() }
    let old = (machine, self.content, self.destinations)
    self.content = content
    self.destinations = destinations
    let searches = content.items.values.map(\.search).sorted { $0.id < $1.id }
    let actions = machine.handle(.content(searches, resumes: resumes, now: now))
    do {
      // Runs come last, so that what cannot be recorded has not begun.
      try record(actions, now: now)
    } catch {
      (machine, self.content, self.destinations) = old
      throw error
    }
    await perform(actions, now: now)
  }

  /// Does everything that is due.
  ///
  /// Errors: those of the state database; the next tick goes on where this one ended.
  package func tick(now: Double) async throws {
    guard !isWorking else { return }
    isWorking = true
    defer { isWorking = false }
    await drainOutbox()
    try await noticeArrivals(now)
    let actions = machine.handle(.tick(now: now))
    try record(actions, now: now)
    await perform(actions, now: now)
    await drainOutbox()
  }

  /// Ends a running scan early; its intervals are evaluated after the next start.
  package nonisolated func stop() { cancellation.cancel() }

  // MARK: Arrivals

  private func beginArrivals() async throws {
    guard let arrivals else { return }
    arrivalsThrough = try state.arrivalsThrough()
    if arrivalsThrough == nil {
      arrivalsThrough = try await arrivals.arrivals(after: nil).position
      try state.reopen([], arrivalsThrough: arrivalsThrough)
    }
  }

  private func noticeArrivals(_ now: Double) async throws {
    guard let arrivals, let through = arrivalsThrough else { return }
    let news: (arrivals: [Arrival], position: Int64)
    do {
      news = try await arrivals.arrivals(after: through)
    } catch {
      return report("arrivals of events cannot be read, so late ones wait: \(error)")
    }
    var reopened: [(intervals: [SearchInterval], lateEvents: Int)] = []
    for arrival in news.arrivals {
      for action in machine.handle(.arrived(arrival.times, count: arrival.count, now: now)) {
        guard case .reopen(let intervals, let count) = action else { continue }
        reopened.append((intervals, count))
        counters.reopened += intervals.count
      }
    }
    // Arrivals that asked for nothing are read again after a crash, which does no harm.
    let isDue = news.position != savedArrivals.position && now - savedArrivals.time >= 60
    if !reopened.isEmpty || isDue {
      try state.reopen(reopened, arrivalsThrough: news.position)
      savedArrivals = (news.position, now)
    }
    arrivalsThrough = news.position
  }

  // MARK: Actions

  /// Writes down what the machine has decided, the runs left out.
  private func record(_ actions: [ScheduleAction], now: Double) throws {
    for action in actions {
      switch action {
      case .activate(let search, let since, _): try state.activate(search, since: since)
      case .update(let search): try state.update(search)
      case .retire(let detection, let now): try state.retire(detection: detection, now: now)
      case .reopen(let intervals, let lateEvents):
        try state.reopen([(intervals, lateEvents)], arrivalsThrough: nil)
      case .skip(let intervals):
        try state.skip(intervals)
        counters.skipped += intervals.count
      case .giveUp(let interval, let hash, let reason, let attempts):
        counters.failed += 1
        report("no evaluation of \(interval.detection) at \(interval.nominal): \(reason)")
        try state.giveUp(
          interval, contentHash: hash, reason: reason, attempts: attempts, now: now)
      case .run: continue
      }
    }
  }

  /// Runs what the machine has decided, and what follows from that.
  private func perform(_ actions: [ScheduleAction], now: Double) async {
    var open = actions[...]
    while let action = open.popFirst() {
      guard case .run(let batch) = action else { continue }
      let results = await run(batch, now: now)
      if cancellation.isCancelled { return }
      // What was just found may be what a risk rule of the next batch looks for.
      await drainOutbox()
      let next = machine.handle(.finished(batch: batch.number, results: results, now: now))
      do {
        try record(next, now: now)
      } catch {
        // Runs without a record are done again after a restart, and show as gaps until then.
        report("the outcome of a run cannot be recorded: \(error)")
      }
      open += next
    }
  }

  /// Errors: none; a run that cannot be kept has failed and is tried again.
  private func run(_ batch: RunBatch, now: Double) async -> [SearchInterval: RunResult] {
    guard let content else { return [:] }
    let evaluation = BatchEvaluation(content: content)
    let (source, cancellation) = (source, cancellation)
    var generations: [SearchInterval: Int] = [:]
    let began = ContinuousClock.now
    let evaluated: (outcomes: [SearchInterval: BatchEvaluation.Outcome], eventsScanned: Int)
    do {
      for run in batch.runs { generations[run.interval] = try state.generation(of: run.interval) }
      evaluated = try await withTaskCancellationHandler {
        try await Self.blocking {
          try evaluation.run(batch.runs, over: source, cancellation: cancellation)
        }
      } onCancel: {
        cancellation.cancel()
      }
    } catch {
      return Dictionary(uniqueKeysWithValues: batch.runs.map { ($0.interval, .failed("\(error)")) })
    }
    charge(batch, took: .now - began, events: evaluated.eventsScanned)
    var results: [SearchInterval: RunResult] = [:]
    for run in batch.runs {
      switch evaluated.outcomes[run.interval] {
      case .drafts(let drafts):
        let outcome = EvaluatedRun(
          run: run, generation: generations[run.interval] ?? 0,
          eventsScanned: evaluated.eventsScanned, drafts: drafts,
          throttle: content.items[run.search.id]?.throttle)
        do {
          count(try commit(outcome, now: now))
          results[run.interval] = .evaluated
        } catch {
          results[run.interval] = .failed("the state database: \(error)")
        }
      case .refused(let reason): results[run.interval] = .refused(reason)
      case nil: results[run.interval] = .failed("the scan gave no result")
      }
    }
    return results
  }

  private func count(_ summary: EvaluationSummary) {
    counters.evaluated += 1
    counters.findings += summary.newFindings
    counters.throttled += summary.throttled
    counters.suppressed += summary.suppressed
  }

  private func commit(_ evaluated: EvaluatedRun, now: Double) throws -> EvaluationSummary {
    let destinations = destinations
    return try state.commit(evaluated, now: now, queueBound: settings.queueBound) {
      draft, number in
      destinations.compactMap { destination in
        destination.payload(of: draft, number: number).map {
          QueuedPayload(destination: destination.name, payload: $0)
        }
      }
    }
  }

  /// Runs what blocks on a thread that may be blocked.
  static func blocking<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
    }
  }

  func tell(_ line: String) { report(line) }
}
