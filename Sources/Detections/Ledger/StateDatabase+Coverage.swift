package import EventModel
import GRDB

/// The coverage ledger's records.
extension StateDatabase {
  // MARK: Schedule

  /// What is known of every detection that is not retired.
  package func resumes() throws -> [ScheduleResume] {
    try writer.read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM schedule WHERE retired IS NULL ORDER BY detection")
      return try rows.map { row in
        let detection: String = row["detection"]
        return ScheduleResume(
          detection: detection, contentHash: row["hash"], since: row["since"],
          through: row["through"],
          open: try Int.fetchAll(
            database,
            sql: "SELECT nominal FROM coverage WHERE detection = ? AND open ORDER BY nominal",
            arguments: [detection]),
          failed: try Int.fetchAll(
            database,
            sql: """
              SELECT nominal FROM coverage
              WHERE detection = ? AND outcome = 'failed' AND NOT open ORDER BY nominal
              """, arguments: [detection]))
      }
    }
  }

  /// Coverage of a detection begins; one that comes back begins anew.
  package func activate(_ search: ScheduledSearch, since: Int) throws {
    try writer.write { database in
      try database.execute(
        sql: """
          INSERT INTO schedule VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)
          ON CONFLICT (detection) DO UPDATE SET name = excluded.name, hash = excluded.hash,
            cron = excluded.cron, earliest = excluded.earliest, latest = excluded.latest,
            mode = excluded.mode, since = excluded.since, through = excluded.through, retired = NULL
          """,
        arguments: [
          search.id, search.name, search.contentHash, search.cron.text, search.earliest?.text,
          search.latest?.text, search.mode.rawValue, since, since,
        ])
    }
  }

  package func update(_ search: ScheduledSearch) throws {
    try writer.write { database in
      try database.execute(
        sql: """
          UPDATE schedule SET name = ?, hash = ?, cron = ?, earliest = ?, latest = ?, mode = ?
          WHERE detection = ?
          """,
        arguments: [
          search.name, search.contentHash, search.cron.text, search.earliest?.text,
          search.latest?.text, search.mode.rawValue, search.id,
        ])
    }
  }

  package func retire(detection: String, now: Double) throws {
    try writer.write { database in
      try database.execute(
        sql: "UPDATE schedule SET retired = ? WHERE detection = ?", arguments: [now, detection])
    }
  }

  // MARK: Coverage

  /// How many notices of late events an evaluation that begins now answers.
  package func generation(of interval: SearchInterval) throws -> Int {
    try writer.read { database in
      try Int.fetchOne(
        database, sql: "SELECT generation FROM coverage WHERE detection = ? AND nominal = ?",
        arguments: [interval.detection, interval.nominal]) ?? 0
    }
  }

  /// Keeps that intervals must be evaluated again, and how far arrivals have been looked at.
  ///
  /// Both in one transaction: a notice is let go only with what it asked for.
  package func reopen(
    _ reopened: [(intervals: [SearchInterval], lateEvents: Int)], arrivalsThrough: Int64?
  ) throws {
    try writer.write { database in
      for (intervals, lateEvents) in reopened {
        for interval in intervals {
          try database.execute(
            sql: """
              INSERT INTO coverage
              VALUES (?, ?, ?, ?, 'waiting', NULL, '', 0, 0, 0, 0, 0, NULL, 1, 1, ?)
              ON CONFLICT (detection, nominal) DO UPDATE
              SET generation = generation + 1, open = 1, late_events = late_events + ?
              """,
            arguments: [
              interval.detection, interval.nominal, interval.earliest, interval.latest,
              lateEvents, lateEvents,
            ])
        }
      }
      if let arrivalsThrough {
        try Self.setCounter(Self.arrivals, arrivalsThrough, in: database)
      }
    }
  }

  /// How far arrivals of events have been looked at; nil at first.
  package func arrivalsThrough() throws -> Int64? {
    try writer.read { database in try Self.counter(Self.arrivals, in: database) }
  }

  private static let arrivals = "arrivals"

  /// Records runs that were left out.
  package func skip(_ intervals: [SearchInterval]) throws {
    try writer.write { database in
      for interval in intervals {
        var entry = CoverageEntry(interval: interval, outcome: .skipped)
        entry.message = "a real-time search did not get to it"
        try Self.record(entry, from: 0, in: database)
      }
    }
  }

  /// Records a run whose attempts have all failed.
  package func giveUp(
    _ interval: SearchInterval, contentHash: String, reason: String, attempts: Int, now: Double
  ) throws {
    try writer.write { database in
      let row = try Row.fetchOne(
        database,
        sql: "SELECT generation, outcome FROM coverage WHERE detection = ? AND nominal = ?",
        arguments: [interval.detection, interval.nominal])
      var entry = CoverageEntry(interval: interval, outcome: .failed, contentHash: contentHash)
      entry.evaluatedAt = now
      entry.message = reason
      entry.evaluations = attempts
      try Self.record(entry, from: row?["generation"] ?? 0, in: database)
    }
  }

  /// Writes an outcome as `CoverageLedger.record` says, and moves the detection's schedule on.
  static func record(
    _ entry: CoverageEntry, from generation: Int, in database: Database
  ) throws {
    let interval = entry.interval
    try database.execute(
      sql: """
        INSERT INTO coverage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)
        ON CONFLICT (detection, nominal) DO UPDATE SET
          outcome = excluded.outcome, evaluated_at = excluded.evaluated_at, hash = excluded.hash,
          events = excluded.events, rows = excluded.rows,
          findings = findings + excluded.findings, throttled = excluded.throttled,
          evaluations = evaluations + excluded.evaluations, message = excluded.message,
          open = generation > excluded.generation
        """,
      arguments: [
        interval.detection, interval.nominal, interval.earliest, interval.latest,
        entry.outcome.rawValue, entry.evaluatedAt, entry.contentHash, entry.eventsScanned,
        entry.rows, entry.newFindings, entry.throttled, entry.evaluations, entry.message,
        generation,
      ])
    try database.execute(
      sql: "UPDATE schedule SET through = max(through, ?) WHERE detection = ?",
      arguments: [interval.nominal, interval.detection])
  }

  /// The records of a detection.
  ///
  /// Ordering: by scheduled time.
  package func coverage(
    of detection: String, from: Int = 0, to: Int = .max
  ) throws -> CoverageLedger {
    try writer.read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM coverage WHERE detection = ? AND nominal >= ? AND nominal <= ?
          ORDER BY nominal
          """, arguments: [detection, from, to])
      return CoverageLedger(detection: detection, entries: rows.map { CoverageEntry($0) })
    }
  }

  /// What the detections that are not retired have not looked at.
  ///
  /// Ordering: by detection, then by scheduled time.
  /// Errors: also `CronError` and `TimeSyntaxError`, when the file was written by another version.
  package func gaps(now: Double, zone: TimeZoneRules) throws -> [CoverageGap] {
    let rows = try writer.read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM schedule WHERE retired IS NULL ORDER BY detection")
    }
    return try rows.flatMap { row in
      let detection: String = row["detection"]
      let search = ScheduledSearch(
        id: detection, name: row["name"], contentHash: row["hash"],
        cron: try CronSchedule(row["cron"]),
        earliest: try (row["earliest"] as String?).map { try TimeModifier($0) },
        latest: try (row["latest"] as String?).map { try TimeModifier($0) },
        mode: ScheduleMode(rawValue: row["mode"]) ?? .continuous)
      return try coverage(of: detection).gaps(
        of: search, since: row["since"], now: now, zone: zone)
    }
  }
}

extension CoverageEntry {
  fileprivate init(_ row: Row) {
    self.init(
      interval: SearchInterval(
        detection: row["detection"], nominal: row["nominal"], earliest: row["earliest"],
        latest: row["latest"]),
      outcome: Outcome(rawValue: row["outcome"]) ?? .waiting, contentHash: row["hash"])
    evaluatedAt = row["evaluated_at"]
    eventsScanned = row["events"]
    rows = row["rows"]
    newFindings = row["findings"]
    throttled = row["throttled"]
    evaluations = row["evaluations"]
    message = row["message"]
    generation = row["generation"]
    isOpen = row["open"]
    lateEvents = row["late_events"]
  }
}
