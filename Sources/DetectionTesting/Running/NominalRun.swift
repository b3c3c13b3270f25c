/// One run of a schedule: when it is due, and the time range that it searches.
package struct NominalRun: Sendable, Equatable {
  /// Units: seconds since 1970.
  package let time: Double
  /// Inside the range.
  package let earliest: Double
  /// Outside the range.
  package let latest: Double

  package init(time: Double, earliest: Double, latest: Double) {
    self.time = time
    self.earliest = earliest
    self.latest = latest
  }

  package func contains(_ time: Double) -> Bool { time >= earliest && time < latest }
}

/// The runs of a schedule, one after the other.
package protocol NominalRuns: Sendable {
  /// The first run that is due after a time; nil when there is none.
  func run(after time: Double) -> NominalRun?
}

/// The runs of a schedule that search some events, and how far the events must move for that.
package struct IntervalPlan: Sendable, Equatable {
  package let runs: [NominalRun]
  /// Units: seconds that every event moves.
  package let shift: Double

  /// How many runs may pass between the first event and the run that searches it.
  private static let patience = 2_000

  /// Events that fall into one interval stay where they are. Others move so that the first of them
  /// is at the start of an interval; those that are further apart than an interval is long are
  /// searched by one run after the other, as the scheduler does.
  ///
  /// `minutes`: those that have events. Nil when the schedule never runs.
  package init?(
    events: ClosedRange<Double>, minutes: Set<Int>, schedule: some NominalRuns
  ) {
    if let run = Self.run(searching: events.lowerBound, schedule), run.contains(events.upperBound) {
      runs = [run]
      shift = 0
      return
    }
    guard
      let first = Self.run(searching: events.lowerBound, schedule)
        ?? schedule.run(after: events.lowerBound)
    else { return nil }
    // Whole seconds, so that fractions of seconds stay what they were.
    let shift = first.earliest - events.lowerBound.rounded(.down)
    self.shift = shift
    let last = events.upperBound + shift
    var runs: [NominalRun] = []
    var next: NominalRun? = first
    while let run = next, run.earliest <= last {
      if Self.isHit(run, minutes, shift) { runs.append(run) }
      if run.latest > last { break }
      next = schedule.run(after: run.time)
    }
    self.runs = runs
  }

  private static func run(searching time: Double, _ schedule: some NominalRuns) -> NominalRun? {
    var due = time
    for _ in 0..<patience {
      guard let run = schedule.run(after: due) else { return nil }
      if run.contains(time) { return run }
      if run.earliest > time { return nil }
      due = run.time
    }
    return nil
  }

  private static func isHit(_ run: NominalRun, _ minutes: Set<Int>, _ shift: Double) -> Bool {
    let first = Int(((run.earliest - shift) / 60).rounded(.down))
    let last = Int(((run.latest - shift) / 60).rounded(.up))
    guard last - first < minutes.count * 4 else {
      return minutes.contains { $0 >= first && $0 <= last }
    }
    return (first...max(first, last)).contains { minutes.contains($0) }
  }
}
