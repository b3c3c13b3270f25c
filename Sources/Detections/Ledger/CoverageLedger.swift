package import EventModel

/// The evaluations of one detection, interval by interval; says what is missing.
package struct CoverageLedger: Sendable {
  package let detection: String
  /// By scheduled time.
  package private(set) var entries: [Int: CoverageEntry] = [:]

  package init(detection: String, entries: [CoverageEntry] = []) {
    self.detection = detection
    for entry in entries { self.entries[entry.interval.nominal] = entry }
  }

  /// The number of notices that an evaluation which begins now answers.
  package func generation(of nominal: Int) -> Int { entries[nominal]?.generation ?? 0 }

  /// Keeps the outcome of an evaluation that began at a generation.
  package mutating func record(_ entry: CoverageEntry, from generation: Int) {
    let nominal = entry.interval.nominal
    var kept = entry
    let known = entries[nominal]
    kept.generation = known?.generation ?? generation
    kept.isOpen = kept.generation > generation
    kept.lateEvents = known?.lateEvents ?? 0
    kept.evaluations = (known?.evaluations ?? 0) + 1
    kept.newFindings += known?.newFindings ?? 0
    entries[nominal] = kept
  }

  package mutating func reopen(_ interval: SearchInterval, lateEvents: Int) {
    var entry =
      entries[interval.nominal] ?? CoverageEntry(interval: interval, outcome: .waiting)
    entry.generation += 1
    entry.isOpen = true
    entry.lateEvents += lateEvents
    entries[interval.nominal] = entry
  }

  /// What was not looked at, of all runs behind `since` that are due.
  ///
  /// Ordering: by scheduled time.
  package func gaps(
    of search: ScheduledSearch, since: Int, now: Double, zone: TimeZoneRules
  ) -> [CoverageGap] {
    var gaps: [CoverageGap] = []
    var covered: Double?
    var place = search.cron.next(after: since, zone: zone)
    while let nominal = place, Double(nominal) <= now {
      let interval = search.interval(at: nominal, zone: zone)
      if let covered, let earliest = interval.earliest, earliest > covered {
        gaps.append(
          CoverageGap(
            detection: detection, nominal: nominal, earliest: covered, latest: earliest,
            reason: .betweenRuns))
      }
      covered = max(covered ?? interval.latest, interval.latest)
      if let reason = reason(at: nominal) {
        gaps.append(
          CoverageGap(
            detection: detection, nominal: nominal, earliest: interval.earliest,
            latest: interval.latest, reason: reason))
      }
      place = search.cron.next(after: nominal, zone: zone)
    }
    return gaps
  }

  private func reason(at nominal: Int) -> CoverageGap.Reason? {
    guard let entry = entries[nominal] else { return .waiting }
    switch entry.outcome {
    case .waiting: return .waiting
    case .failed: return .failed(entry.message ?? "no reason was recorded")
    case .skipped: return .skipped
    case .evaluated: return entry.isOpen ? .lateEvents(entry.lateEvents) : nil
    }
  }
}
