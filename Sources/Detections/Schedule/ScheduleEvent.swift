/// What happens to the schedule machine; time is part of every event.
///
/// Units: `now` in seconds since 1970.
package enum ScheduleEvent: Sendable {
  /// All searches that are to run from now on, at the start and after every reload, and what the
  /// ledger knows of their runs so far.
  case content([ScheduledSearch], resumes: [ScheduleResume], now: Double)
  case tick(now: Double)
  /// Events of a range of time have been stored, `count` of them.
  case arrived(ClosedRange<Double>, count: Int, now: Double)
  /// A batch has ended; an interval without a result is run again.
  case finished(batch: Int, results: [SearchInterval: RunResult], now: Double)
}

/// What the ledger knows of a search when the program starts or content comes back.
package struct ScheduleResume: Sendable, Equatable {
  package let detection: String
  package let contentHash: String
  /// Runs up to this time are not asked for: the search was not there.
  package let since: Int
  /// Every run behind `since` and up to this time has a record.
  package let through: Int
  /// Recorded runs that late events have opened again, ascending.
  package let open: [Int]
  /// Recorded runs that failed, ascending; they get another chance.
  package let failed: [Int]

  package init(
    detection: String, contentHash: String, since: Int, through: Int, open: [Int] = [],
    failed: [Int] = []
  ) {
    self.detection = detection
    self.contentHash = contentHash
    self.since = since
    self.through = through
    self.open = open
    self.failed = failed
  }
}

/// How the run of an interval ended.
package enum RunResult: Sendable, Equatable {
  /// Its record and everything that follows from it is durable.
  case evaluated
  /// The world failed; another attempt may help.
  case failed(String)
  /// The search itself cannot run; only other content helps.
  case refused(String)
}

/// What the schedule machine wants done, in order.
package enum ScheduleAction: Sendable, Equatable {
  /// A search is there from now on: the ledger keeps it, with the start of its coverage.
  case activate(ScheduledSearch, since: Int, now: Double)
  /// A search has other content; its coverage goes on.
  case update(ScheduledSearch)
  case retire(detection: String, now: Double)
  /// Intervals have to be evaluated again; the ledger keeps it before the notice is let go.
  case reopen([SearchInterval], lateEvents: Int)
  /// A real-time search had no chance to run these.
  case skip([SearchInterval])
  /// All attempts have failed: the ledger has a gap to show.
  case giveUp(SearchInterval, contentHash: String, reason: String, attempts: Int)
  /// Searches that are due at once and share one scan; answered by `finished`.
  case run(RunBatch)
}

package struct RunBatch: Sendable, Equatable {
  package let number: Int
  package let runs: [ScheduledRun]
}

/// One search over one interval.
package struct ScheduledRun: Sendable, Equatable {
  package enum Cause: String, Sendable {
    case scheduled
    /// Events of the interval arrived after its evaluation.
    case reopened
  }

  package let search: ScheduledSearch
  package let interval: SearchInterval
  package let cause: Cause
  /// 1 for the first.
  package let attempt: Int
}
