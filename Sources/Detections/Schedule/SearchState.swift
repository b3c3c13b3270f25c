import EventModel

/// What the machine keeps of one search.
struct SearchState: Sendable {
  /// A run that is due and not running.
  struct Waiting: Sendable, Equatable {
    let nominal: Int
    let cause: ScheduledRun.Cause
    /// How many have failed.
    var attempts: Int
    /// Units: seconds since 1970.
    var notBefore: Double
  }

  var search: ScheduledSearch
  let since: Int
  /// Every run up to here was planned: it waits, runs or has its record.
  var through: Int
  /// The first run that was not planned; nil where the calendar ends.
  var next: Int?
  /// Ascending by scheduled time.
  var scheduled: [Waiting] = []
  var reopened: [Waiting] = []
  var running: (nominal: Int, cause: ScheduledRun.Cause, attempts: Int)?
  /// The end of what the planned runs look at: events behind it are in no recorded interval.
  private var plannedThrough = -Double.infinity
  /// Events of the running interval arrived while it was read.
  var isRunningStale = false
  /// Runs that the search itself refused; they run again when the content changes.
  var failed: [Int] = []

  /// How many runs a search that is behind keeps at hand; the others follow as these are done.
  static let horizon = 32

  init(_ search: ScheduledSearch, resume: ScheduleResume, now: Double, zone: TimeZoneRules) {
    self.search = search
    since = resume.since
    through = resume.through
    next = search.cron.next(after: resume.through, zone: zone)
    notePlanned(zone)
    for nominal in resume.open + resume.failed { reopen(nominal, notBefore: now) }
  }

  /// Takes another version of the search; its runs go on behind those that were planned.
  mutating func change(to search: ScheduledSearch, zone: TimeZoneRules) {
    self.search = search
    next = search.cron.next(after: through, zone: zone)
    notePlanned(zone)
  }

  private mutating func notePlanned(_ zone: TimeZoneRules) {
    guard let last = search.cron.latest(through: through, zone: zone), last > since else { return }
    plannedThrough = max(plannedThrough, search.interval(at: last, zone: zone).latest)
  }

  /// Plans the runs that have become due; gives the ones that are left out.
  mutating func plan(now: Double, zone: TimeZoneRules) -> [SearchInterval] {
    var skipped: [SearchInterval] = []
    while let nominal = next, Double(nominal) <= now, scheduled.count < Self.horizon {
      if search.mode == .realTime {
        skipped += scheduled.filter { $0.attempts == 0 }.map {
          search.interval(at: $0.nominal, zone: zone)
        }
        scheduled.removeAll { $0.attempts == 0 }
      }
      let period = search.cron.period(at: nominal, zone: zone)
      let start = Double(nominal + search.delay(period: period))
      scheduled.append(
        Waiting(nominal: nominal, cause: .scheduled, attempts: 0, notBefore: start))
      through = nominal
      plannedThrough = max(plannedThrough, search.interval(at: nominal, zone: zone).latest)
      next = search.cron.next(after: nominal, zone: zone)
    }
    return skipped
  }

  /// The run that may start now. A run that waits for another attempt holds back later ones, so that
  /// results come in the order of time; reopened intervals come after the scheduled ones.
  func candidate(now: Double) -> Waiting? {
    guard running == nil else { return nil }
    if let first = scheduled.first, first.notBefore <= now { return first }
    return reopened.first { $0.notBefore <= now }
  }

  mutating func start(_ run: Waiting) {
    scheduled.removeAll { $0.nominal == run.nominal && run.cause == .scheduled }
    reopened.removeAll { $0.nominal == run.nominal && run.cause == .reopened }
    running = (run.nominal, run.cause, run.attempts)
    isRunningStale = false
  }

  /// Asks for another evaluation of a recorded run; asking twice is asking once.
  mutating func reopen(_ nominal: Int, notBefore: Double, attempts: Int = 0) {
    guard !reopened.contains(where: { $0.nominal == nominal }) else { return }
    let place = reopened.firstIndex { $0.nominal > nominal } ?? reopened.count
    reopened.insert(
      Waiting(nominal: nominal, cause: .reopened, attempts: attempts, notBefore: notBefore),
      at: place)
  }

  /// Puts a run that has to be done again back in line.
  mutating func requeue(_ nominal: Int, _ cause: ScheduledRun.Cause, attempts: Int, at: Double) {
    switch cause {
    case .reopened: reopen(nominal, notBefore: at, attempts: attempts)
    case .scheduled:
      scheduled.insert(
        Waiting(nominal: nominal, cause: .scheduled, attempts: attempts, notBefore: at), at: 0)
    }
  }

  /// The recorded runs whose range meets the range, the one that is running included.
  func recorded(overlapping range: ClosedRange<Double>, zone: TimeZoneRules) -> [SearchInterval] {
    guard range.lowerBound < plannedThrough else { return [] }
    var found: [SearchInterval] = []
    var place = search.cron.latest(through: through, zone: zone)
    while let nominal = place, nominal > since {
      let interval = search.interval(at: nominal, zone: zone)
      if interval.latest <= range.lowerBound { break }
      let waits = scheduled.contains { $0.nominal == nominal }
      if interval.overlaps(range), !waits { found.append(interval) }
      place = search.cron.previous(before: nominal, zone: zone)
    }
    return found.reversed()
  }
}
